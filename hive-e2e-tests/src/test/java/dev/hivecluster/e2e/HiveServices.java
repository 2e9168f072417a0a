package dev.hivecluster.e2e;

import java.util.List;

/** The services of a node that have a process of their own (hive contract, section 2.6; hive-ui is not started). */
final class HiveServices {
    static final List<String> NAMES = List.of("nats", "predastore", "viperblock", "hive", "awsgw");

    /** Prints one line for each service whose pid file names a process that is alive. */
    static final String LIST_ALIVE = "for name in " + String.join(" ", NAMES)
            + "; do kill -0 \"$(cat hive/logs/$name.pid)\" && echo \"$name\"; done; true";

    private HiveServices() {}
}
