package dev.hivecluster.simulator.node;

import java.util.Locale;
import java.util.Optional;

/** The signals that a process can be sent, by their POSIX names and Linux numbers. */
public enum Signal {
    HUP(1),
    INT(2),
    QUIT(3),
    KILL(9),
    USR1(10),
    USR2(12),
    PIPE(13),
    ALRM(14),
    TERM(15),
    CHLD(17),
    CONT(18),
    WINCH(28);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The exit status that a shell sees of a process that this signal ended. */
    public int status() {
        return 128 + number;
    }

    /** Whether a process that neither handles nor ignores it goes on. */
    boolean harmless() {
        return this == CHLD || this == CONT || this == WINCH;
    }

    /** The signal of a name such as {@code TERM} or {@code sigterm}, or of a number such as {@code 15}. */
    public static Optional<Signal> of(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        for (Signal signal : values()) {
            if (name.equals(signal.name())
                    || name.equals("SIG" + signal.name())
                    || name.equals(Integer.toString(signal.number))) {
                return Optional.of(signal);
            }
        }
        return Optional.empty();
    }
}
