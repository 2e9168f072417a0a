package dev.hivecluster.deploy;

import java.util.Optional;

/** Where logins are found that the user's settings name by an id, such as the servers of Maven's {@code settings.xml}. */
@FunctionalInterface
public interface ServerLogins {
    /** There are none. */
    ServerLogins NONE = id -> Optional.empty();

    /** The login of that id. */
    Optional<ServerLogin> find(String id);

    /**
     * A user and a secret.
     *
     * @param username who
     * @param password the secret
     */
    record ServerLogin(String username, String password) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "ServerLogin[%s]".formatted(username);
        }
    }
}
