package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.service.BusConnection;
import dev.hivecluster.simulator.service.NodeReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the daemons of a cluster answer within a time, which is always waited for (hive contract, section 5).
 *
 * @param config the asking node's configuration, if it has one
 * @param reports what was answered, by the nodes' names
 */
record Collector(Optional<HiveConfig> config, Map<String, NodeReport> reports) {
    /**
     * Asks.
     *
     * @param timeout how long, as Go writes it; scaled
     */
    static Collector collect(HiveSession session, String timeout)
            throws IOException, InterruptedException, HiveFailure {
        Duration time = GoDuration.parse(timeout)
                .orElseThrow(() -> new HiveFailure(
                        "Error: invalid argument \"%s\" for \"--timeout\" flag: time: invalid duration \"%s\""
                                .formatted(timeout, timeout)));
        Optional<HiveConfig> config = session.config();
        try (BusConnection connection = session.connect(config)) {
            session.work(time);
            Map<String, NodeReport> reports = connection.nodes().stream()
                    .collect(
                            Collectors.toMap(NodeReport::node, Function.identity(), (one, other) -> one, TreeMap::new));
            return new Collector(config, reports);
        }
    }
}
