package dev.hivecluster.simulator.hive;

import static dev.hivecluster.simulator.hive.HiveToml.quoted;

import dev.hivecluster.simulator.hive.HiveConfig.ConfiguredNode;
import java.util.ArrayList;
import java.util.List;

/** {@code predastore.toml} and {@code awsgw.toml} (hive contract, section 2.5). */
final class StorageToml {
    /** The bucket's region is always this one. */
    private static final String BUCKET_REGION = "ap-southeast-2";

    private static final int DATABASE = 6660;
    private static final int SHARDS = 9991;
    private static final int NODES_OF_ITS_OWN = 3;

    private StorageToml() {}

    /** A part of the storage. */
    private record Member(String database, int databasePort, String shards, int shardsPort) {}

    static String write(HiveConfig config) {
        ConfiguredNode self = config.self();
        boolean shared = config.nodes().size() >= HiveToml.LEAST_NODES_OF_SHARED_STORAGE;
        StringBuilder out = new StringBuilder("# Written by hive admin.\n");
        out.append("version = \"1.0\"\nregion = ").append(quoted(self.region())).append("\n\n");
        out.append("host = \"0.0.0.0\"\nport = 8443\n\ndebug = false\n\n[rs]\ndata = 2\nparity = 1\n");
        List<Member> members = shared ? nodes(config) : ownParts(self);
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            out.append("\n[[db]]\nid = ").append(i + 1);
            out.append("\nhost = ")
                    .append(quoted(member.database))
                    .append("\nport = ")
                    .append(member.databasePort);
            out.append("\npath = \"distributed/db/node-").append(i + 1).append("/\"\n");
            keys(out, config);
            out.append(i == 0 ? "leader = true\n" : "");
        }
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            out.append("\n[[nodes]]\nid = ").append(i + 1);
            out.append("\nhost = ")
                    .append(quoted(member.shards))
                    .append("\nport = ")
                    .append(member.shardsPort);
            out.append("\npath = \"distributed/nodes/node-").append(i + 1).append("/\"\n");
        }
        out.append("\n[[buckets]]\nname = \"predastore\"\nregion = ").append(quoted(BUCKET_REGION));
        out.append("\ntype = \"distributed\"\npublic = false\nencryption = \"\"\n");
        authentication(out, config);
        return out.toString();
    }

    private static List<Member> nodes(HiveConfig config) {
        return config.nodes().stream()
                .map(node -> new Member(node.host(), DATABASE, node.host(), SHARDS))
                .toList();
    }

    private static List<Member> ownParts(ConfiguredNode self) {
        List<Member> parts = new ArrayList<>();
        for (int i = 0; i < NODES_OF_ITS_OWN; i++) {
            parts.add(new Member("127.0.0.1", DATABASE + i, self.host(), SHARDS + i));
        }
        return parts;
    }

    private static void keys(StringBuilder out, HiveConfig config) {
        out.append("access_key_id = ")
                .append(quoted(config.credentials().accessKeyId()))
                .append("\nsecret_access_key = ")
                .append(quoted(config.credentials().secretAccessKey()))
                .append('\n');
    }

    private static void authentication(StringBuilder out, HiveConfig config) {
        out.append("\n[[auth]]\n");
        keys(out, config);
        out.append("policy = [\n  { bucket = \"predastore\", actions = [\"s3:ListBucket\", \"s3:GetObject\", ");
        out.append("\"s3:PutObject\", \"s3:DeleteObject\", \"s3:ListAllMyBuckets\"] },\n]\n");
    }

    /** {@code awsgw.toml}. */
    static String gateway(HiveConfig config) {
        StringBuilder out = new StringBuilder("# Written by hive admin.\nversion = \"1.0\"\nregion = ");
        out.append(quoted(config.self().region())).append("\n\ndebug = false\n");
        authentication(out, config);
        return out.toString();
    }
}
