package dev.hivecluster.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Runs test classes on class paths that lack client libraries. */
class OptionalLibrariesTest {
    @TempDir
    private Path project;

    @Test
    void without_any_client_library_all_else_works() throws Exception {
        assertThat(failuresWithout(
                        "software/amazon/awssdk|io/rest-assured",
                        Plain.class,
                        "software.amazon.awssdk.services.ec2.Ec2Client",
                        "software.amazon.awssdk.services.s3.S3Client",
                        "io.restassured.specification.RequestSpecification"))
                .isEmpty();
    }

    @Test
    void a_library_that_is_not_whole_is_named() throws Exception {
        assertThat(failuresWithout(
                        "url-connection-client",
                        WithEc2.class,
                        "software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient"))
                .singleElement()
                .asString()
                .contains("ParameterResolutionException")
                .contains("Ec2Client needs software.amazon.awssdk:ec2 and software.amazon.awssdk:url-connection-client")
                .contains("on the test class path")
                .contains("software.amazon.awssdk.http.urlconnection.");
    }

    /** @param libraries what the jars that are left out have in their paths in a Maven repository */
    private List<String> failuresWithout(String libraries, Class<?> type, String... hidden) throws Exception {
        Pattern missing = Pattern.compile(".*/(" + libraries + ")/.*\\.jar");
        List<URL> left = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!missing.matcher(entry).matches()) {
                left.add(url(entry));
            }
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(left.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            for (String absent : hidden) {
                assertThatThrownBy(() -> loader.loadClass(absent)).isInstanceOf(ClassNotFoundException.class);
            }
            @SuppressWarnings("unchecked")
            Function<List<String>, List<String>> run =
                    (Function<List<String>, List<String>>) loader.loadClass(Run.class.getName())
                            .getDeclaredConstructor()
                            .newInstance();
            return run.apply(List.of(project.toString(), type.getName()));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL url(String entry) throws MalformedURLException {
        return Path.of(entry).toUri().toURL();
    }

    /** Loaded by another class loader: takes a directory and a class, runs it, and says what failed. */
    public static final class Run implements Function<List<String>, List<String>> {
        public Run() {}

        @Override
        public List<String> apply(List<String> arguments) {
            try {
                return new FakeHive(Path.of(arguments.get(0)))
                        .run(Class.forName(arguments.get(1))).allEvents().failed().stream()
                                .map(failed -> String.valueOf(failed.getRequiredPayload(TestExecutionResult.class)
                                        .getThrowable()
                                        .orElseThrow()))
                                .toList();
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    public static class Plain {
        @Test
        void test(Cluster cluster, Node node) {
            assertThat(cluster.nodes()).contains(node);
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    public static class WithEc2 {
        @Test
        void test(Ec2Client ec2) {}
    }
}
