package dev.hivecluster.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The services know what they are made of, and not the other way round; and there is one log. */
class ServiceArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.hivecluster.simulator");

    @Test
    void dependencies_point_from_the_services_to_their_parts() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("service")
                .definedBy("..simulator.service..")
                .layer("gateway")
                .definedBy("..simulator.gateway..")
                .layer("compute")
                .definedBy("..simulator.compute..")
                .layer("storage")
                .definedBy("..simulator.storage..")
                .layer("signature")
                .definedBy("..simulator.signature..")
                .layer("http")
                .definedBy("..simulator.http..")
                .whereLayer("service")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("gateway")
                .mayOnlyBeAccessedByLayers("service")
                .whereLayer("compute")
                .mayOnlyBeAccessedByLayers("service", "gateway")
                .whereLayer("storage")
                .mayOnlyBeAccessedByLayers("service", "compute")
                .whereLayer("signature")
                .mayOnlyBeAccessedByLayers("service", "gateway", "storage")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("service", "gateway", "storage", "signature")
                .check(CLASSES);
    }

    @Test
    void everything_is_logged_where_people_find_it() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(SimulatorLauncher.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.slf4j..")
                .because(
                        "which backend it has depends on who starts a cluster; SimulatorLog takes what java.util.logging is given")
                .check(CLASSES);
    }
}
