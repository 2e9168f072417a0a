package dev.hivecluster.simulator.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word of a script, before expansion.
 *
 * @param parts what it is made of, in order
 */
record Word(List<Part> parts) {
    Word {
        parts = List.copyOf(parts);
    }

    /** The text, if the word is nothing but unquoted text: only such a word can be a reserved one. */
    @Nullable
    String plain() {
        if (parts.size() == 1 && parts.get(0) instanceof Text text && !text.quoted) {
            return text.value;
        }
        return null;
    }

    boolean isQuoted() {
        return parts.stream().anyMatch(part -> part instanceof Text text && text.quoted);
    }

    /** A part of a word. */
    sealed interface Part {}

    /** Text as it stands. */
    record Text(String value, boolean quoted) implements Part {}

    /**
     * A parameter, {@code $name} or {@code ${name<operator><argument>}}.
     *
     * @param operator such as {@code :-}; empty for the plain value; {@code length} for {@code ${#name}}
     */
    record Parameter(String name, String operator, Word argument, boolean quoted) implements Part {}

    /** The output of a command, {@code $(…)}. */
    record Substitution(Command command, boolean quoted) implements Part {}

    /** The value of an expression, {@code $((…))}. */
    record Arithmetic(Word expression, boolean quoted) implements Part {}
}
