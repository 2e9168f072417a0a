package dev.hivecluster.maven;

import dev.hivecluster.deploy.ServerLogins;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** The servers of Maven's {@code settings.xml}, decrypted. */
final class SettingsLogins implements ServerLogins {
    private final Settings settings;
    private final SettingsDecrypter decrypter;

    SettingsLogins(Settings settings, SettingsDecrypter decrypter) {
        this.settings = settings;
        this.decrypter = decrypter;
    }

    @Override
    public Optional<ServerLogin> find(String id) {
        return Optional.ofNullable(settings.getServer(id))
                .map(server -> decrypter
                        .decrypt(new DefaultSettingsDecryptionRequest(server))
                        .getServer())
                .map(SettingsLogins::login);
    }

    private static ServerLogin login(Server server) {
        return new ServerLogin(
                Optional.ofNullable(server.getUsername()).orElse(""),
                Optional.ofNullable(server.getPassword()).orElse(""));
    }
}
