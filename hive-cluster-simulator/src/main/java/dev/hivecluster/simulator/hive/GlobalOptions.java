package dev.hivecluster.simulator.hive;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags that every command of Hive has (hive contract, section 2.1), wherever on the command line they stand: one
 * object serves all commands of a command line.
 */
final class GlobalOptions {
    private @Nullable String config;
    private @Nullable String configDirectory;
    private @Nullable String dataDirectory;
    private @Nullable String natsHost;
    private boolean help;

    @Option(names = "--config", paramLabel = "string", description = "configuration file")
    void config(@Nullable String value) {
        config = value == null ? config : value;
    }

    @Option(names = "--config-dir", paramLabel = "string", description = "directory of the configuration")
    void configDirectory(@Nullable String value) {
        configDirectory = value == null ? configDirectory : value;
    }

    @Option(names = "--hive-dir", paramLabel = "string", description = "directory of Hive's data")
    void dataDirectory(@Nullable String value) {
        dataDirectory = value == null ? dataDirectory : value;
    }

    @Option(names = "--nats-host", paramLabel = "string", description = "address of the NATS server")
    void natsHost(@Nullable String value) {
        natsHost = value == null ? natsHost : value;
    }

    @Option(
            names = {"--access-key", "--secret-key", "--base-dir", "--nats-token", "--nats-subject"},
            paramLabel = "string",
            description = "overrides the configuration; without effect here")
    void ignored(@Nullable String value) {}

    @Option(
            names = {"-h", "--help"},
            description = "this help")
    void help(boolean value) {
        help |= value;
    }

    @Nullable
    String config() {
        return config;
    }

    @Nullable
    String configDirectory() {
        return configDirectory;
    }

    @Nullable
    String dataDirectory() {
        return dataDirectory;
    }

    @Nullable
    String natsHost() {
        return natsHost;
    }

    boolean isHelp() {
        return help;
    }
}
