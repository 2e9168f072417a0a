package dev.hivecluster.deploy.proxmox;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.ServerLogins;
import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.InvalidSettingException;
import dev.hivecluster.model.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who we are on a real Proxmox: by the server of Maven's {@code settings.xml} that the user names, else by the variables
 * that the provider reads, too; and for a process that has neither, such as that of the tests, as the cluster was made.
 */
final class RealProxmox {
    static final String ENDPOINT = "PROXMOX_VE_ENDPOINT";
    static final String API_TOKEN = "PROXMOX_VE_API_TOKEN";

    private static final String UNKNOWN =
            "where Proxmox is, and who we are there, is not known: set %s=https://<host>:8006/ and %s='<user>@<realm>!<name>=<secret>' in the environment, or name a server of settings.xml with -D%s=<id> and the URL with -D%s=…; docs/proxmox.md tells how to make a token. To try without a Proxmox: -D%s=true"
                    .formatted(
                            ENDPOINT,
                            API_TOKEN,
                            ProxmoxSettings.SERVER,
                            ProxmoxSettings.ENDPOINT,
                            ProxmoxSettings.FAKE);

    private final ServerLogins logins;
    private final Function<String, Optional<String>> environment;

    /** @param environment the variables of the environment */
    RealProxmox(ServerLogins logins, Function<String, Optional<String>> environment) {
        this.logins = logins;
        this.environment = environment;
    }

    /** A variable of the environment. */
    Optional<String> variable(String name) {
        return environment.apply(name).filter(value -> !value.isEmpty());
    }

    /** As the user says; empty if they say nothing about it. */
    Optional<Login> given(ProxmoxSettings settings) throws DeployException {
        Optional<URI> endpoint =
                settings.endpoint().or(() -> variable(ENDPOINT).map(text -> ProxmoxSettings.endpoint(ENDPOINT, text)));
        Optional<String> token = settings.server().isPresent()
                ? Optional.of(token(settings.server().get()))
                : variable(API_TOKEN);
        return endpoint.isPresent() && token.isPresent()
                ? Optional.of(new Login(endpoint.get(), token.get(), settings.caFile()))
                : Optional.empty();
    }

    /**
     * Checks that the user says it, before anything is recorded.
     *
     * @throws InvalidSettingException if they don't
     */
    void require(ProxmoxSettings settings) {
        try {
            if (given(settings).isEmpty()) {
                throw InvalidSettingException.missing(ProxmoxSettings.ENDPOINT, UNKNOWN);
            }
        } catch (DeployException e) {
            throw InvalidSettingException.missing(ProxmoxSettings.SERVER, String.valueOf(e.getMessage()));
        }
    }

    private String token(String server) throws DeployException {
        return logins.find(server)
                .map(login -> login.username() + "=" + login.password())
                .orElseThrow(() -> new DeployException(
                        "settings.xml has no server %s, which -D%s names; it holds the token: as username <user>@<realm>!<name>, as password its secret"
                                .formatted(server, ProxmoxSettings.SERVER)));
    }

    /** As the user says; noted for other processes that work on the cluster. */
    Login note(ProxmoxSettings settings, ClusterDirectory directory) throws DeployException {
        Login login = given(settings).orElseThrow(RealProxmox::unknown);
        try {
            AtomicFiles.writePrivate(noted(directory), Json.write(login));
        } catch (IOException e) {
            throw new DeployException("%s cannot be written: %s".formatted(noted(directory), e.getMessage()), e);
        }
        return login;
    }

    /** As the user says, else as it was noted. */
    Login find(ProxmoxSettings settings, ClusterDirectory directory) throws DeployException {
        Optional<Login> given = given(settings);
        if (given.isPresent()) {
            return given.get();
        }
        if (Files.notExists(noted(directory))) {
            throw unknown();
        }
        try {
            return Json.read(noted(directory), Login.class);
        } catch (IOException e) {
            throw new DeployException("%s cannot be read: %s".formatted(noted(directory), e.getMessage()), e);
        }
    }

    private static DeployException unknown() {
        return new DeployException(UNKNOWN);
    }

    /** It goes with the machines; mode 0600, since it holds the token. */
    private static Path noted(ClusterDirectory directory) {
        return directory.deployer().resolve("proxmox-login.json");
    }

    /**
     * Where the API is, and who we are there.
     *
     * @param apiToken a secret
     */
    record Login(URI endpoint, String apiToken, Optional<Path> caFile) {
        ProxmoxClient client() throws DeployException {
            return new ProxmoxClient(endpoint, apiToken, caFile);
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Login[%s]".formatted(endpoint);
        }
    }
}
