package dev.hivecluster.deploy;

/** A deployer whose backend wants to know who we are, and which finds that where the user's settings say. */
public interface LogsIn {
    /** The same deployer, which finds its logins there. */
    Deployer with(ServerLogins logins);
}
