package dev.hivecluster.deploy.libvirt;

import dev.hivecluster.deploy.DeployException;
import java.util.regex.Pattern;

/** What was asked of {@code virsh} failed. */
final class VirshException extends DeployException {
    private static final long serialVersionUID = 1;

    private static final Pattern GONE = Pattern.compile(
            "(Domain|Network|Storage pool|Storage volume) not found|failed to get (domain|network|pool|vol)|no (domain|network|storage pool|storage vol) with matching");

    private final String said;

    /** @param said what virsh wrote */
    VirshException(String message, String said) {
        super(message);
        this.said = said;
    }

    /** Whether what was asked for is not there. */
    boolean isGone() {
        return GONE.matcher(said).find();
    }

    /** Whether it was in the wanted condition already. */
    boolean isSo(String condition) {
        return said.contains(condition);
    }
}
