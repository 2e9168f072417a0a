package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;

/** A command of tofu failed. The message has what tofu said, shortened for people. */
final class TofuException extends DeployException {
    private static final long serialVersionUID = 1;

    private final String said;

    /** @param said everything that tofu said about it, by which it can be judged whether another try may help */
    TofuException(String message, String said) {
        super(message);
        this.said = said;
    }

    String said() {
        return said;
    }
}
