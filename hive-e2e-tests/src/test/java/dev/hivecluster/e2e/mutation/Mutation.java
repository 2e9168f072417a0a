package dev.hivecluster.e2e.mutation;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One thing that is wrong with an action. */
sealed interface Mutation {
    /** The HTTP status of most of Hive's refusals; no client tries again for it. */
    int REFUSED = 400;

    /**
     * What a client sees of an action.
     *
     * @param action what is asked for
     * @param service carries it out, and tells the right answer
     */
    Outcome apply(String action, Supplier<Answer> service);

    /**
     * What a client sees.
     *
     * @param isWrong whether anything was changed: not every answer has what a mutation changes
     */
    record Outcome(Answer answer, boolean isWrong) {}

    /** The action is carried out, and told of wrongly. */
    sealed interface OfAnswer extends Mutation {
        /** The wrong answer; nothing if the right one has nothing of what would be changed. */
        Optional<Answer> change(String action, Answer right);

        @Override
        default Outcome apply(String action, Supplier<Answer> service) {
            Answer right = service.get();
            return change(action, right)
                    .map(wrong -> new Outcome(wrong, true))
                    .orElseGet(() -> new Outcome(right, false));
        }
    }

    /**
     * An element is missing, wherever the path leads.
     *
     * @param path below the root element, such as {@code volumeSet/item/size}
     */
    record Drop(String path) implements OfAnswer {
        @Override
        public Optional<Answer> change(String action, Answer right) {
            return XmlEdit.of(right)
                    .flatMap(edit -> edit.each(
                            path, "", element -> element.getParentNode().removeChild(element)));
        }

        @Override
        public String toString() {
            return "drops " + path;
        }
    }

    /**
     * An element says something else.
     *
     * @param from what it says in truth; empty for whatever it says
     */
    record Swap(String path, String from, String to) implements OfAnswer {
        @Override
        public Optional<Answer> change(String action, Answer right) {
            return XmlEdit.of(right).flatMap(edit -> edit.each(path, from, element -> element.setTextContent(to)));
        }

        @Override
        public String toString() {
            return "says %s for %s in %s".formatted(to, from.isEmpty() ? "anything" : from, path);
        }
    }

    /**
     * A field of a JSON document says something else.
     *
     * @param field whose value is a text
     */
    record SwapField(String field, String to) implements OfAnswer {
        @Override
        public Optional<Answer> change(String action, Answer right) {
            Matcher value = Pattern.compile("(\"%s\":)\"[^\"]*\"".formatted(Pattern.quote(field)))
                    .matcher(right.body());
            return value.find()
                    ? Optional.of(right.withBody(value.replaceAll("$1" + Matcher.quoteReplacement('"' + to + '"'))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "says %s in the field %s".formatted(to, field);
        }
    }

    /** A refusal gives another reason, with the same status. */
    record SwapErrorCode(String from, String to) implements OfAnswer {
        @Override
        public Optional<Answer> change(String action, Answer right) {
            return right.isError() ? new Swap("Errors/Error/Code", from, to).change(action, right) : Optional.empty();
        }

        @Override
        public String toString() {
            return "refuses with %s for %s".formatted(to, from);
        }
    }

    /** A refusal has another status, with the same reason. */
    record SwapStatus(int from, int to) implements OfAnswer {
        @Override
        public Optional<Answer> change(String action, Answer right) {
            return right.status() == from
                    ? Optional.of(new Answer(to, right.fields(), right.body()))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "answers %d for %d".formatted(to, from);
        }
    }

    /** What is refused for that reason seems to have been done. */
    record ErrorToSuccess(String code) implements OfAnswer {
        @Override
        public Optional<Answer> change(String action, Answer right) {
            return new SwapErrorCode(code, "").change(action, right).map(any -> Answer.success(action, ""));
        }

        @Override
        public String toString() {
            return "succeeds instead of " + code;
        }
    }

    /** What was done seems to have been refused. */
    record SuccessToError(String code) implements OfAnswer {
        @Override
        public Optional<Answer> change(String action, Answer right) {
            return right.isError() ? Optional.empty() : Optional.of(Answer.refusal(REFUSED, code));
        }

        @Override
        public String toString() {
            return "refuses with %s what it does".formatted(code);
        }
    }

    /** The action succeeds and does nothing: its request never reaches the service. */
    record Ignore() implements Mutation {
        @Override
        public Outcome apply(String action, Supplier<Answer> service) {
            return new Outcome(Answer.success(action, ""), true);
        }

        @Override
        public String toString() {
            return "succeeds without doing anything";
        }
    }
}
