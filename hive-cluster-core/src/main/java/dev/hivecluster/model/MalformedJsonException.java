package dev.hivecluster.model;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * A text is not the JSON that it should be. The message names the text, and says in words of ours what is wrong and where.
 * It has no cause: what the parser says of it is for those who program, and would be shown to those who read the message.
 */
public final class MalformedJsonException extends IOException {
    private static final long serialVersionUID = 1;

    private static final Pattern MISSING =
            Pattern.compile("Missing required creator property '([^']*)'.*", Pattern.DOTALL);

    private final String problem;

    MalformedJsonException(String source, String problem) {
        super("%s is broken: %s".formatted(source, problem));
        this.problem = problem;
    }

    static MalformedJsonException of(String source, JacksonException e) {
        return new MalformedJsonException(source, problem(e) + line(e));
    }

    /** What is wrong, without the name of the text. */
    public String problem() {
        return problem;
    }

    private static String problem(JacksonException e) {
        if (e instanceof UnexpectedEndOfInputException) {
            return "it is cut off";
        }
        if (e instanceof StreamReadException) {
            return "it is cut off or not JSON";
        }
        String place = place(e);
        String said = String.valueOf(e.getOriginalMessage());
        Matcher missing = MISSING.matcher(said);
        if (missing.matches()) {
            String field = missing.group(1);
            boolean named = place.equals(field) || place.endsWith("." + field);
            return (named ? place : place.isEmpty() ? field : place + "." + field) + " is missing";
        }
        Throwable cause = e.getCause();
        boolean ours = e instanceof ValueInstantiationException || cause instanceof IllegalArgumentException;
        if (ours && cause != null && cause.getMessage() != null) {
            return place.isEmpty() ? cause.getMessage() : place + ": " + cause.getMessage();
        }
        return place.isEmpty()
                ? "it has another form than expected"
                : place + " has a value of another kind than expected";
    }

    /** Where in the document, such as {@code nodes[1].management}. */
    private static String place(JacksonException e) {
        StringBuilder place = new StringBuilder();
        for (JacksonException.Reference part : e.getPath()) {
            if (part.getPropertyName() == null) {
                place.append('[').append(part.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(part.getPropertyName());
            }
        }
        return place.toString();
    }

    private static String line(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null || location.getLineNr() < 1 ? "" : " (line %d)".formatted(location.getLineNr());
    }
}
