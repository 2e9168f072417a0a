package dev.hivecluster.maven;

import java.io.Console;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The terminal that a person may sit at. */
final class Terminal {
    private Terminal() {}

    /** Whether there is one, and no CI system pretends it. */
    static boolean isThere() {
        return isUsable(System.getenv()) && isInteractive(System.console());
    }

    static boolean isUsable(Map<String, String> environment) {
        return !environment.containsKey("CI")
                && !environment.containsKey("NO_COLOR")
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** From Java 22 on there is a console even without a terminal, and it can be asked. */
    private static boolean isInteractive(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
