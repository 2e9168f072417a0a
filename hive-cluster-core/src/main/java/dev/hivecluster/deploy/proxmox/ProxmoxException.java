package dev.hivecluster.deploy.proxmox;

import dev.hivecluster.deploy.DeployException;
import java.util.regex.Pattern;

/** Proxmox answered with an error, or what it did in the background failed. */
final class ProxmoxException extends DeployException {
    private static final long serialVersionUID = 1;

    private static final int NOT_FOUND = 404;
    private static final Pattern GONE = Pattern.compile("does not exist|no such (VM|volume)");
    private static final Pattern LOCKED =
            Pattern.compile("can't lock file|VM is locked|cfs-lock|unable to acquire lock", Pattern.CASE_INSENSITIVE);

    private final int status;
    private final String answer;

    /**
     * @param message for people
     * @param status HTTP's; 0 if a task failed
     * @param answer what Proxmox said
     */
    ProxmoxException(String message, int status, String answer) {
        super(message);
        this.status = status;
        this.answer = answer;
    }

    /** Whether what was asked for is not there: it was never made, or is gone. */
    boolean isGone() {
        return status == NOT_FOUND || GONE.matcher(answer).find();
    }

    /** Whether somebody else works on the machine or its storage at the moment, which passes. */
    boolean isLocked() {
        return LOCKED.matcher(answer).find();
    }
}
