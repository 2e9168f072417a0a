package dev.hivecluster.simulator.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the fields of one word together, splitting what unquoted expansions bring. */
final class FieldBuilder {
    private static final String WHITE = " \t\n";

    private final boolean splitting;
    private final String separators;
    private final List<Field> fields = new ArrayList<>();
    private @Nullable Field current;
    private boolean afterWhite;

    FieldBuilder(boolean splitting, String separators) {
        this.splitting = splitting;
        this.separators = separators;
    }

    /** Text of the script: never split. */
    void text(String value, boolean quoted) {
        if (value.isEmpty() && !quoted) {
            return;
        }
        open().append(value, quoted);
    }

    /** The value of an expansion: split at separators if it is not quoted. */
    void value(String value, boolean quoted) {
        if (quoted) {
            open().append(value, true);
            return;
        }
        if (!splitting) {
            open().append(value, false);
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (separators.indexOf(c) < 0) {
                open().append(String.valueOf(c), false);
            } else if (WHITE.indexOf(c) >= 0) {
                if (current != null) {
                    separate();
                    afterWhite = true;
                }
            } else if (afterWhite) {
                afterWhite = false;
            } else {
                open();
                separate();
            }
        }
    }

    /** Ends the field that is being built, if there is one. */
    void separate() {
        if (current != null) {
            fields.add(current);
            current = null;
        }
    }

    List<Field> done() {
        separate();
        if (!splitting && fields.isEmpty()) {
            fields.add(new Field());
        }
        return fields;
    }

    private Field open() {
        afterWhite = false;
        Field field = current;
        if (field == null) {
            field = new Field();
            current = field;
        }
        return field;
    }
}
