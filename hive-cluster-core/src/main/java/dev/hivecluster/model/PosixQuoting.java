package dev.hivecluster.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one place where arguments become text for a POSIX shell. */
public final class PosixQuoting {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    private PosixQuoting() {}

    /**
     * One argument, so that a POSIX shell reads exactly it.
     *
     * @throws IllegalArgumentException if it holds a NUL, which no argument can, or half a character, which UTF-8 cannot
     */
    public static String quote(String argument) {
        if (argument.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an argument holds a NUL character, which cannot be passed");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(argument)) {
            throw new IllegalArgumentException("an argument holds half of a surrogate pair, which cannot be passed");
        }
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    /** Arguments, separated by spaces. */
    public static String quote(List<String> arguments) {
        return arguments.stream().map(PosixQuoting::quote).collect(Collectors.joining(" "));
    }
}
