package dev.hivecluster.deploy.tofu;

import dev.hivecluster.directory.ClusterDirectory;
import java.nio.file.Path;

/**
 * Where the tofu of one cluster has its things. All is private to the deployer, but for the state, which people look for.
 *
 * @param root the directory for everything but the state
 * @param state the state of this cluster alone, absolute
 */
record TofuFiles(Path root, Path state) {
    static TofuFiles of(ClusterDirectory directory) {
        return new TofuFiles(directory.deployer(), directory.path().resolve("terraform.tfstate"));
    }

    /** This cluster's copy of the module, in which tofu runs. */
    Path module() {
        return root.resolve("module");
    }

    /** Where tofu leaves the state that it could not write. */
    Path erroredState() {
        return module().resolve("errored.tfstate");
    }

    /** What {@code init} makes: links to providers, and copies of further modules. */
    Path data() {
        return root.resolve("data");
    }

    Path home() {
        return root.resolve("home");
    }

    /** For files that a provider shares between all that have the same one, such as a list of ids that it gave away. */
    Path temporary() {
        return root.resolve("tmp");
    }

    /** There while tofu changes something; still there if it was killed at that. */
    Path changing() {
        return root.resolve("changing");
    }

    Path savedPlan() {
        return root.resolve("saved.tfplan");
    }

    Path siteVariables() {
        return root.resolve("site.tfvars.json");
    }

    /** The user's file of variables, whose suffix tells tofu its form. */
    Path userVariables(boolean json) {
        return root.resolve(json ? "user.tfvars.json" : "user.tfvars");
    }

    Path variables() {
        return root.resolve("variables.tfvars.json");
    }

    /** The private key of a node's SSH server. */
    Path hostKey(String node) {
        return root.resolve("host-keys").resolve(node);
    }

    /** The last state that was whole. */
    Path goodState() {
        return root.resolve("good.tfstate");
    }

    /** The state as it was before resources were taken out of it; tofu insists on writing it. */
    Path stateBeforeForgetting() {
        return root.resolve("before-forgetting.tfstate");
    }

    /** What a command writes, since a pipe would break, and tofu with it, if this process ends before tofu does. */
    Path output(String command, String stream) {
        return root.resolve("output").resolve(command + "." + stream);
    }

    /** Which process was told to stop: a second signal would make it lose the state. */
    Path stopped() {
        return root.resolve("stopped.json");
    }
}
