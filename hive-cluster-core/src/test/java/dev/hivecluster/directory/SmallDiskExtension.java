package dev.hivecluster.directory;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs each test method in a process of its own, whose mount namespace has a {@link SmallDisk} that nobody else sees. */
public final class SmallDiskExtension implements InvocationInterceptor, ParameterResolver {
    private static final long LIMIT_SECONDS = 60;
    private static final String MOUNT =
            "mount -t tmpfs -o size=%dk,mode=0700 small-disk \"$0\"".formatted(SmallDisk.KIB);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SmallDisk.class;
    }

    /** Only a stand-in: the one that the test gets is made in the other process. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new SmallDisk(Path.of("small-disk"));
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext extensionContext)
            throws Throwable {
        invocation.skip();
        Path mountPoint = Files.createTempDirectory("small-disk");
        try {
            assumeTrue(mayMount(mountPoint), "a test may not mount a disk here");
            Method method = invocationContext.getExecutable();
            Outcome outcome = run(
                    mountPoint,
                    MOUNT + " && exec \"$@\"",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SmallDiskExtension.class.getName(),
                    method.getDeclaringClass().getName(),
                    method.getName(),
                    mountPoint.toString());
            if (outcome.status() != 0) {
                throw new AssertionError(outcome.output());
            }
        } finally {
            Files.delete(mountPoint);
        }
    }

    private static boolean mayMount(Path mountPoint) throws Exception {
        try {
            return run(mountPoint, MOUNT).status() == 0;
        } catch (IOException withoutUnshare) {
            return false;
        }
    }

    private static Outcome run(Path mountPoint, String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        if (!"root".equals(System.getProperty("user.name"))) {
            command.add("--map-root-user");
        }
        command.addAll(List.of("sh", "-c", script, mountPoint.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it did not end within %d s: %s".formatted(LIMIT_SECONDS, output.get()));
        }
        return new Outcome(process.exitValue(), output.get());
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The other process: runs one test method. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Class<?> type = Class.forName(arguments[0]);
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Method method = type.getDeclaredMethod(arguments[1], SmallDisk.class);
        method.setAccessible(true);
        int status = 0;
        try {
            method.invoke(constructor.newInstance(), new SmallDisk(Path.of(arguments[2])));
        } catch (InvocationTargetException e) {
            e.getTargetException().printStackTrace(System.out);
            status = 1;
        }
        System.exit(status);
    }

    private record Outcome(int status, String output) {}
}
