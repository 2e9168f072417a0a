package dev.hivecluster.simulator.proxmox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What concerns the cluster as a whole, and its hosts. */
final class ClusterApi {
    private final DataCenter center;
    private final PowerApi power;
    private final Tasks tasks;

    ClusterApi(DataCenter center, PowerApi power, Tasks tasks) {
        this.center = center;
        this.power = power;
        this.tasks = tasks;
    }

    /** {@code GET version}. */
    Object version(ApiCall call, Map<String, String> path) {
        return Map.of("version", "9.0.3", "release", "9.0", "repoid", "fake");
    }

    /** {@code GET cluster/nextid}. */
    Object nextId(ApiCall call, Map<String, String> path) {
        call.allow(Set.of("vmid"));
        if (call.parameter("vmid").isPresent()) {
            int wanted = call.vmid("vmid");
            if (center.find(wanted).isPresent()) {
                throw ApiError.parameter("vmid", "VM %d already exists".formatted(wanted));
            }
            return Integer.toString(wanted);
        }
        return Integer.toString(center.nextFreeVmid());
    }

    /** {@code GET cluster/status}. */
    Object status(ApiCall call, Map<String, String> path) {
        List<Map<String, Object>> status = new ArrayList<>();
        List<String> hosts = center.hosts();
        status.add(Map.of(
                "type",
                "cluster",
                "id",
                "cluster",
                "name",
                "fake",
                "nodes",
                hosts.size(),
                "quorate",
                1,
                "version",
                hosts.size()));
        for (String host : hosts) {
            status.add(Map.of(
                    "type",
                    "node",
                    "id",
                    "node/" + host,
                    "name",
                    host,
                    "nodeid",
                    hosts.indexOf(host) + 1,
                    "ip",
                    "127.0.0.1",
                    "online",
                    1,
                    "local",
                    hosts.indexOf(host) == 0 ? 1 : 0,
                    "level",
                    ""));
        }
        return status;
    }

    /** {@code GET cluster/resources}. */
    Object resources(ApiCall call, Map<String, String> path) {
        call.allow(Set.of("type"));
        String type = call.parameter("type").orElse("");
        List<Map<String, Object>> resources = new ArrayList<>();
        synchronized (center) {
            if (type.isEmpty() || type.equals("vm")) {
                for (Vm vm : center.vms()) {
                    Map<String, Object> resource = power.summary(vm);
                    resource.put("id", "qemu/" + vm.vmid());
                    resource.put("type", "qemu");
                    resource.put("node", vm.host());
                    resource.put("template", vm.isTemplate() ? 1 : 0);
                    resource.put("maxcpu", resource.remove("cpus"));
                    resources.add(resource);
                }
            }
            if (type.isEmpty() || type.equals("node")) {
                center.hosts().forEach(host -> resources.add(node(host, "id", "node/" + host)));
            }
            if (type.isEmpty() || type.equals("storage")) {
                for (String host : center.hosts()) {
                    for (Storage storage : center.storages(host)) {
                        Map<String, Object> resource = new LinkedHashMap<>(storage.status());
                        resource.put("id", "storage/%s/%s".formatted(host, storage.id()));
                        resource.put("type", "storage");
                        resource.put("node", host);
                        resource.put("status", "available");
                        resources.add(resource);
                    }
                }
            }
        }
        return resources;
    }

    /** {@code GET nodes}. */
    Object nodes(ApiCall call, Map<String, String> path) {
        return center.hosts().stream()
                .map(host -> node(host, "id", "node/" + host))
                .toList();
    }

    private static Map<String, Object> node(String host, String key, String id) {
        return new LinkedHashMap<>(Map.of(
                key, id, "type", "node", "node", host, "status", "online", "maxcpu", 64, "maxmem", 1L << 38, "cpu",
                0.01, "mem", 1L << 33, "uptime", 3600));
    }

    /** {@code GET nodes/{node}/status}. */
    Object nodeStatus(ApiCall call, Map<String, String> path) {
        center.requireHost(path.getOrDefault("node", ""));
        return Map.of(
                "pveversion",
                "pve-manager/9.0.3/fake",
                "uptime",
                3600,
                "cpuinfo",
                Map.of("cpus", 64, "sockets", 1),
                "memory",
                Map.of("total", 1L << 38, "used", 1L << 33, "free", (1L << 38) - (1L << 33)));
    }

    /** {@code GET nodes/{node}/network}: where a host is reached, among others. */
    Object network(ApiCall call, Map<String, String> path) {
        center.requireHost(path.getOrDefault("node", ""));
        List<Map<String, Object>> network = new ArrayList<>();
        for (String bridge : center.bridges()) {
            Map<String, Object> device = new LinkedHashMap<>(Map.of(
                    "iface",
                    bridge,
                    "type",
                    "bridge",
                    "active",
                    1,
                    "autostart",
                    1,
                    "method",
                    "manual",
                    "priority",
                    network.size() + 1));
            if (network.isEmpty()) {
                device.putAll(
                        Map.of("method", "static", "address", "127.0.0.1", "netmask", "8", "cidr", "127.0.0.1/8"));
            }
            network.add(device);
        }
        return network;
    }

    /** {@code GET nodes/{node}/qemu}. */
    Object vms(ApiCall call, Map<String, String> path) {
        String host = path.getOrDefault("node", "");
        center.requireHost(host);
        synchronized (center) {
            return center.vms().stream()
                    .filter(vm -> vm.host().equals(host))
                    .map(power::summary)
                    .toList();
        }
    }

    /** {@code GET pools}: there are none. */
    Object pools(ApiCall call, Map<String, String> path) {
        return List.of();
    }

    /** {@code GET nodes/{node}/tasks/{upid}/status}. */
    Object taskStatus(ApiCall call, Map<String, String> path) {
        return tasks.find(path.getOrDefault("node", ""), path.getOrDefault("upid", ""))
                .status();
    }

    /** {@code GET nodes/{node}/tasks/{upid}/log}. */
    Object taskLog(ApiCall call, Map<String, String> path) {
        return tasks.find(path.getOrDefault("node", ""), path.getOrDefault("upid", ""))
                .lines();
    }
}
