package dev.hivecluster.deploy;

import dev.hivecluster.model.InvalidSettingException;
import dev.hivecluster.model.PropertyNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The deployers that are there, by name. */
public final class Deployers {
    private final Map<String, Deployer> byName;

    private Deployers(Iterable<Deployer> deployers) {
        byName = new TreeMap<>();
        for (Deployer deployer : deployers) {
            byName.put(deployer.name(), deployer);
        }
    }

    /**
     * Those on the class path of the given loader.
     *
     * @param logins where those that have to log in find who we are
     */
    public static Deployers found(ClassLoader loader, ServerLogins logins) {
        List<Deployer> found = new ArrayList<>();
        for (Deployer deployer : ServiceLoader.load(Deployer.class, loader)) {
            found.add(deployer instanceof LogsIn logsIn ? logsIn.with(logins) : deployer);
        }
        return new Deployers(found);
    }

    /** Exactly these. */
    public static Deployers of(Deployer... deployers) {
        return new Deployers(List.of(deployers));
    }

    /** Those that find what they made without its directory. */
    public List<Reapable> reapable() {
        return byName.values().stream()
                .flatMap(deployer ->
                        deployer instanceof Reapable reapable ? Stream.of(reapable) : Stream.<Reapable>empty())
                .toList();
    }

    /**
     * The deployer of that name.
     *
     * @throws InvalidSettingException if there is none, listing those there are
     */
    public Deployer named(String name) {
        Deployer deployer = byName.get(name);
        if (deployer == null) {
            throw new InvalidSettingException(
                    PropertyNames.DEPLOYER, name, "one of " + new ArrayList<>(byName.keySet()));
        }
        return deployer;
    }
}
