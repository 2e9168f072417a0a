package dev.hivecluster.simulator.shell;

import java.util.List;

/** A command of a script, as the grammar of the POSIX shell has it. */
sealed interface Command {
    /** A program, function or builtin with its arguments. */
    record Simple(List<Assignment> assignments, List<Word> words, List<Redirection> redirections) implements Command {
        public Simple {
            assignments = List.copyOf(assignments);
            words = List.copyOf(words);
            redirections = List.copyOf(redirections);
        }
    }

    /** Commands connected by pipes; one alone if it is negated. */
    record Pipeline(List<Command> commands, boolean negated) implements Command {
        public Pipeline {
            commands = List.copyOf(commands);
        }
    }

    /** {@code left && right}, {@code left || right}. */
    record AndOr(Command left, boolean and, Command right) implements Command {}

    /** Commands one after another. */
    record Sequence(List<Step> steps) implements Command {
        public Sequence {
            steps = List.copyOf(steps);
        }
    }

    /** A command of a sequence, in the background if it is followed by {@code &}. */
    record Step(Command command, boolean background) {}

    /** {@code if}, {@code elif}, {@code else}. */
    record If(List<Branch> branches, Command otherwise) implements Command {
        public If {
            branches = List.copyOf(branches);
        }
    }

    /** A condition and what follows from it. */
    record Branch(Command condition, Command body) {}

    /** {@code while}, {@code until}. */
    record Loop(Command condition, boolean until, Command body) implements Command {}

    /** {@code for name in words}; over the positional parameters where no words are given. */
    record For(String name, List<Word> words, boolean positional, Command body) implements Command {
        public For {
            words = List.copyOf(words);
        }
    }

    /** {@code case word in …}. */
    record Case(Word word, List<Alternative> alternatives) implements Command {
        public Case {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** Patterns and what follows from a match. */
    record Alternative(List<Word> patterns, Command body) {
        public Alternative {
            patterns = List.copyOf(patterns);
        }
    }

    /** {@code ( … )}: in a copy of the shell. */
    record Subshell(Command body) implements Command {}

    /** {@code name() …}. */
    record Definition(String name, Command body) implements Command {}

    /** A compound command with redirections. */
    record Redirected(Command command, List<Redirection> redirections) implements Command {
        public Redirected {
            redirections = List.copyOf(redirections);
        }
    }

    /** {@code name=value}. */
    record Assignment(String name, Word value) {}

    /** Nothing to do. */
    static Command nothing() {
        return new Sequence(List.of());
    }
}
