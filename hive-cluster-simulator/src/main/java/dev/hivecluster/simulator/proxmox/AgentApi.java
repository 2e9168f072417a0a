package dev.hivecluster.simulator.proxmox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the guest agent of a virtual machine says: {@code nodes/{node}/qemu/{vmid}/agent} and below. */
final class AgentApi {
    private final DataCenter center;
    private final Faults faults;

    AgentApi(DataCenter center, Faults faults) {
        this.center = center;
        this.faults = faults;
    }

    /** {@code POST …/agent/ping}. */
    Object ping(ApiCall call, Map<String, String> path) {
        answering(path);
        return Map.of("result", Map.of());
    }

    /** {@code GET …/agent/network-get-interfaces}. */
    Object interfaces(ApiCall call, Map<String, String> path) {
        Vm vm = answering(path);
        List<PropertyString> nets = vm.config().nets();
        List<Map<String, Object>> interfaces = new ArrayList<>();
        interfaces.add(device("lo", "00:00:00:00:00:00", List.of(ipv4("127.0.0.1"), ipv6("::1", 128))));
        vm.guest().map(Guest::lease).ifPresent(lease -> {
            for (int i = 0; i < nets.size(); i++) {
                // A guest whose addresses all begin with 127 counts as having none: each gets a second one.
                String unique = "fd00::%x:%x".formatted(i, lease.number());
                List<Map<String, Object>> addresses = switch (i) {
                    case 0 -> List.of(ipv4(lease.management()), ipv6(unique, 64));
                    case 1 -> List.of(ipv4(lease.data()), ipv6(unique, 64));
                    default -> List.of(ipv6(unique, 64));
                };
                interfaces.add(device("eth" + i, VmConfig.mac(nets.get(i)).toLowerCase(Locale.ROOT), addresses));
            }
        });
        return Map.of("result", interfaces);
    }

    private Vm answering(Map<String, String> path) {
        Vm vm = center.vm(path.getOrDefault("node", ""), ApiCall.vmid("vmid", path.getOrDefault("vmid", "")));
        if (!vm.isRunning()) {
            throw ApiError.failed("VM %d is not running".formatted(vm.vmid()));
        }
        if (!vm.config().hasAgent()) {
            throw ApiError.failed("No QEMU guest agent configured");
        }
        if (faults.isAgentSilent(vm.name())
                || vm.guest().filter(Guest::agentAnswers).isEmpty()) {
            throw ApiError.failed("QEMU guest agent is not running");
        }
        return vm;
    }

    private static Map<String, Object> device(String name, String mac, List<Map<String, Object>> addresses) {
        return Map.of("name", name, "hardware-address", mac, "ip-addresses", addresses);
    }

    private static Map<String, Object> ipv4(String address) {
        return Map.of("ip-address", address, "ip-address-type", "ipv4", "prefix", 8);
    }

    private static Map<String, Object> ipv6(String address, int prefix) {
        return Map.of("ip-address", address, "ip-address-type", "ipv6", "prefix", prefix);
    }
}
