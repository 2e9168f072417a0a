package dev.hivecluster.event;

import java.util.function.UnaryOperator;

/** Masks secrets in what a command writes line by line, also a private key, which is spread over many lines. */
final class OutputRedactor {
    private final UnaryOperator<String> redactor;
    private boolean inPrivateKey;

    OutputRedactor(UnaryOperator<String> redactor) {
        this.redactor = redactor;
    }

    synchronized String redact(String line) {
        if (inPrivateKey) {
            int end = Redactor.endOfPrivateKey(line);
            if (end < 0) {
                return Redactor.MASK;
            }
            inPrivateKey = false;
            return Redactor.MASK + redact(line.substring(end));
        }
        inPrivateKey = Redactor.opensPrivateKey(line);
        return redactor.apply(line);
    }
}
