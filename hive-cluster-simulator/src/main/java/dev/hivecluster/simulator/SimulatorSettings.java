package dev.hivecluster.simulator;

import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Durations;
import dev.hivecluster.model.InvalidSettingException;
import dev.hivecluster.simulator.control.SimulatorPlan;
import dev.hivecluster.simulator.node.TimeScale;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the simulated deployer.
 *
 * @param bootTime how long a machine takes from power on until its boot has ended
 * @param timeScale how fast the simulated Hive is
 * @param cores processors of a machine, where they differ from what the cluster asks of every deployer
 * @param memoryMb memory of a machine in MiB, where it differs from what the cluster asks of every deployer
 * @param mapped whether the machines share 127.0.0.1, even where each could have an address of its own
 */
record SimulatorSettings(
        Duration bootTime, TimeScale timeScale, Optional<Integer> cores, Optional<Integer> memoryMb, boolean mapped) {
    /** What the names of all settings begin with. */
    static final String PREFIX = "hive.simulator.";

    static final String BOOT_TIME = PREFIX + "bootTime";
    static final String TIME_SCALE = PREFIX + "timeScale";
    static final String CORES = PREFIX + "cores";
    static final String MEMORY_MB = PREFIX + "memoryMb";
    static final String ADDRESSES = PREFIX + "addresses";

    private static final List<String> KNOWN = List.of(ADDRESSES, BOOT_TIME, CORES, MEMORY_MB, TIME_SCALE);
    /** More than machines have: room for as many instances as somebody may want to see at once. */
    private static final int MOST_CORES = 4096;

    private static final Duration DEFAULT_BOOT_TIME = Duration.ofMillis(50);
    private static final Duration LONGEST_BOOT_TIME = Duration.ofHours(1);

    /** @throws InvalidSettingException for the first setting that cannot be used */
    static SimulatorSettings of(ClusterSpec spec) {
        Map<String, String> given = spec.deployerSettings();
        for (String name : given.keySet()) {
            if (!KNOWN.contains(name)) {
                throw InvalidSettingException.unknown(name, KNOWN);
            }
        }
        return new SimulatorSettings(
                bootTime(Optional.ofNullable(given.get(BOOT_TIME))),
                timeScale(Optional.ofNullable(given.get(TIME_SCALE))),
                number(given, CORES, 1, MOST_CORES, "4"),
                number(given, MEMORY_MB, 512, 1 << 20, "8192"),
                mapped(given.getOrDefault(ADDRESSES, "auto")));
    }

    /** What the process is to simulate. */
    SimulatorPlan plan(ClusterSpec spec, String recordId) {
        return new SimulatorPlan(
                recordId,
                spec.name(),
                spec.nodes(),
                cores.orElse(spec.machine().cpuCores()),
                memoryMb.orElse(spec.machine().memoryMb()),
                bootTime,
                timeScale.factor(),
                mapped);
    }

    private static Duration bootTime(Optional<String> given) {
        Duration time = given.map(text -> Durations.parse(BOOT_TIME, text)).orElse(DEFAULT_BOOT_TIME);
        if (time.compareTo(LONGEST_BOOT_TIME) > 0) {
            throw new InvalidSettingException(BOOT_TIME, given.orElse(""), "at most 1h", "30s");
        }
        return time;
    }

    private static TimeScale timeScale(Optional<String> given) {
        if (given.isEmpty()) {
            return TimeScale.DEFAULT;
        }
        try {
            return new TimeScale(new BigDecimal(given.get()).doubleValue());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    TIME_SCALE, given.get(), "a number above 0 and at most 10, where 1.0 is Hive's own timing", "1.0");
        }
    }

    private static Optional<Integer> number(
            Map<String, String> given, String property, int least, int most, String example) {
        String text = given.get(property);
        if (text == null) {
            return Optional.empty();
        }
        // Nine digits always fit.
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new InvalidSettingException(
                    property, text, "a whole number from %d to %d".formatted(least, most), example);
        }
        return Optional.of(Integer.valueOf(text));
    }

    private static boolean mapped(String given) {
        return switch (given) {
            case "auto" -> false;
            case "mapped" -> true;
            default ->
                throw new InvalidSettingException(
                        ADDRESSES,
                        given,
                        "auto (an address of its own for each node where possible) or mapped (free ports of 127.0.0.1)",
                        "mapped");
        };
    }
}
