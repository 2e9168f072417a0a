package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.node.FileErrors;
import dev.hivecluster.simulator.node.Host;
import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.service.BusConnection;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What the commands of Hive share: their machine, their configuration, where they write. */
final class HiveSession {
    private static final String NATS_DEFAULT = "127.0.0.1:4222";

    private final Invocation invocation;
    private final GlobalOptions options;

    HiveSession(Invocation invocation, GlobalOptions options) {
        this.invocation = invocation;
        this.options = options;
    }

    Invocation invocation() {
        return invocation;
    }

    Host host() {
        return invocation.host();
    }

    MachineFiles files() {
        return new MachineFiles(invocation);
    }

    void out(String line) throws IOException {
        invocation.print(line + "\n");
    }

    void err(String line) throws IOException {
        invocation.printError(line + "\n");
    }

    /** Whether tables have colours. */
    boolean hasColours() {
        return invocation.environment().getOrDefault("NO_COLOR", "").isEmpty();
    }

    String configDirectory() {
        return invocation.absolute(
                Objects.requireNonNullElse(options.configDirectory(), invocation.home() + "/hive/config"));
    }

    String dataDirectory() {
        return invocation.absolute(Objects.requireNonNullElse(options.dataDirectory(), invocation.home() + "/hive/"));
    }

    /** Spends a time that a real Hive would be busy for. */
    void work(Duration real) throws InterruptedException {
        pause(host().timeScale().scaled(real));
    }

    /** Waits as long as it is said, at any speed. */
    void pause(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
    }

    /** Where the configuration file is to be. */
    String configFile() {
        String given = options.config();
        String path = given == null
                ? invocation
                        .environment()
                        .getOrDefault("HIVE_CONFIG_PATH", invocation.home() + "/hive/config/hive.toml")
                : given;
        return invocation.absolute(path);
    }

    /**
     * Loads the configuration; empty, and no failure, if there is none (hive contract, section 9).
     *
     * @throws HiveFailure if it is damaged
     */
    Optional<HiveConfig> config() throws IOException, HiveFailure {
        String file = configFile();
        try {
            HiveConfig config = HiveConfig.read(host(), file);
            err("Using config file: " + file);
            return Optional.of(config);
        } catch (NoSuchFileException e) {
            err("Config file not found: " + file + ", using environment variables and defaults");
            return Optional.empty();
        } catch (IOException e) {
            throw new HiveFailure("Error: failed to load config: " + FileErrors.describe(e));
        }
    }

    /** @throws HiveFailure if no NATS server answers */
    BusConnection connect(Optional<HiveConfig> config) throws IOException, HiveFailure {
        String address = Objects.requireNonNullElseGet(
                options.natsHost(),
                () -> config.map(found -> found.self().host() + ":4222").orElse(NATS_DEFAULT));
        try {
            BusConnection connection = host().bus().connect(host(), address);
            err(HiveLog.line(host().clock(), "INFO", "Connected to NATS server host=" + address));
            return connection;
        } catch (IOException e) {
            throw new HiveFailure("Error: failed to connect to NATS: " + e.getMessage());
        }
    }
}
