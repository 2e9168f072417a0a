package dev.hivecluster.junit;

import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;

/** JUnit's contexts lie in each other: what one does not know, one around it may. */
final class Contexts {
    private Contexts() {}

    /** What the nearest context knows, from the given one outwards. */
    static <T> Optional<T> nearest(ExtensionContext context, Function<ExtensionContext, Optional<T>> question) {
        Optional<ExtensionContext> at = Optional.of(context);
        while (at.isPresent()) {
            Optional<T> answer = question.apply(at.get());
            if (answer.isPresent()) {
                return answer;
            }
            at = at.get().getParent();
        }
        return Optional.empty();
    }
}
