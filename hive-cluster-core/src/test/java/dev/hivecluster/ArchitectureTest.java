package dev.hivecluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the arrows between the rooms of core. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.hivecluster");

    @Test
    void arrows_between_rooms_point_downwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("lifecycle")
                .definedBy("dev.hivecluster.lifecycle..")
                .layer("configure")
                .definedBy("dev.hivecluster.configure..")
                .layer("deploy")
                .definedBy("dev.hivecluster.deploy..")
                .layer("report")
                .definedBy("dev.hivecluster.report..")
                .layer("remote")
                .definedBy("dev.hivecluster.remote..")
                .layer("directory")
                .definedBy("dev.hivecluster.directory..")
                .layer("event")
                .definedBy("dev.hivecluster.event..")
                .layer("model")
                .definedBy("dev.hivecluster.model..")
                .whereLayer("lifecycle")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("configure")
                .mayOnlyBeAccessedByLayers("lifecycle")
                .whereLayer("deploy")
                .mayOnlyBeAccessedByLayers("lifecycle")
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("lifecycle")
                .whereLayer("remote")
                .mayOnlyBeAccessedByLayers("lifecycle", "configure", "deploy")
                .whereLayer("directory")
                .mayOnlyBeAccessedByLayers("lifecycle", "configure", "deploy", "report", "remote")
                .whereLayer("event")
                .mayOnlyBeAccessedByLayers("lifecycle", "configure", "deploy", "report", "remote", "directory")
                .check(CORE);
    }

    @Test
    void core_knows_neither_maven_nor_junit() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.maven..", "org.junit..")
                .check(CORE);
    }

    @Test
    void nothing_prints_past_the_event_stream() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CORE);
    }
}
