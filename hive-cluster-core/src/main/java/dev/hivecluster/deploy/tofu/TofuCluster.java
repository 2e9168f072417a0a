package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Trees;
import dev.hivecluster.event.Activity;
import dev.hivecluster.model.ClusterSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What every piece of work on one cluster by tofu needs. */
record TofuCluster(
        TofuPlatform platform,
        TofuHost host,
        ClusterSpec spec,
        ClusterRecord record,
        ClusterDirectory directory,
        TofuFiles files) {
    TofuSettings settings() {
        return TofuSettings.of(spec);
    }

    TofuState state() {
        return new TofuState(files);
    }

    ClusterKeys keys() {
        return new ClusterKeys(directory, files);
    }

    ModuleCopy module() {
        return new ModuleCopy(files.module());
    }

    /** Waits until no tofu of an earlier run works on this cluster. */
    void awaitOthers(Activity activity) throws DeployException, InterruptedException {
        new TofuProcesses(files).awaitEnd(activity, host.stopWithin());
    }

    /**
     * Gets everything ready for tofu to run: the module as it is now, keys, variables, a home.
     *
     * @param refresh whether the module is copied anew; otherwise only if there is no copy
     * @param machinesExist whether machines may exist already
     */
    Tofu prepare(TofuSite site, boolean refresh, boolean machinesExist, Activity activity)
            throws DeployException, InterruptedException {
        TofuSettings settings = settings();
        hideSecrets(site, settings, activity);
        TofuBinary binary = TofuBinary.find(settings.binary(), host);
        activity.progress("the machines are made by " + binary);
        try {
            Files.createDirectories(files.root());
            TofuHome.make(host.home(), files.home(), site.knownHosts());
            Trees.delete(files.temporary());
            Files.createDirectory(
                    files.temporary(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            ModuleCopy module = module();
            if (refresh || !module.exists()) {
                module.refresh(platform.module(spec));
            }
            List<Path> variables = new VariableFiles(files)
                    .write(
                            module.variables(),
                            site.variables(),
                            settings,
                            ContractVariables.of(
                                    spec,
                                    record,
                                    directory,
                                    keys().userKey(machinesExist),
                                    keys().hostKeys(spec, activity)));
            return new Tofu(binary, files, host, site.environment(), variables, this::node);
        } catch (IOException e) {
            throw new DeployException("tofu cannot be made ready in %s: %s".formatted(files.root(), e.getMessage()), e);
        }
    }

    private static void hideSecrets(TofuSite site, TofuSettings settings, Activity activity) {
        TofuEnvironment.secrets(site.environment()).forEach(activity::hide);
        settings.variables().forEach((name, value) -> {
            if (TofuEnvironment.isSecret(name) && value instanceof String secret) {
                activity.hide(secret);
            }
        });
    }

    /** The machines of this cluster that its backend knows. */
    List<TaggedMachine> machines(Hypervisor hypervisor) throws DeployException, InterruptedException {
        return hypervisor.machines().stream()
                .filter(machine -> machine.machine().recordId().equals(record.id()))
                .toList();
    }

    /** The private key as the inventory names it; empty if the module takes none from us. */
    Optional<String> keyPath() throws DeployException {
        try {
            Set<String> declared = module().variables();
            return declared.contains(ContractVariables.SSH_PUBLIC_KEY_PATH)
                    ? Optional.of(
                            directory.path().relativize(directory.sshKey()).toString())
                    : Optional.empty();
        } catch (IOException e) {
            throw new DeployException("%s cannot be read: %s".formatted(files.module(), e.getMessage()), e);
        }
    }

    /** The node that a resource of the module belongs to, as far as its index or key tells. */
    private Optional<String> node(TofuMessage.Resource resource) {
        JsonNode key = resource.key();
        if (key == null) {
            return Optional.empty();
        }
        for (int index = 1; index <= spec.nodes(); index++) {
            String node = spec.name().node(index);
            boolean counted =
                    key.isInt() && key.asInt() == index - 1 && platform.isMachine(resource.type(), resource.name());
            if (counted || (key.isString() && key.asString().equals(node))) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }
}
