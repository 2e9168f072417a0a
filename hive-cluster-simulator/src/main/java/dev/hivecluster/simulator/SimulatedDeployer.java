package dev.hivecluster.simulator;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.deploy.OwnSession;
import dev.hivecluster.deploy.PowerControl;
import dev.hivecluster.deploy.Reapable;
import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.RecordException;
import dev.hivecluster.directory.WriteException;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.Node;
import dev.hivecluster.model.PropertyNames;
import dev.hivecluster.simulator.SimulatorProcess.Launched;
import dev.hivecluster.simulator.control.ControlClient;
import dev.hivecluster.simulator.control.ControlException;
import dev.hivecluster.simulator.control.PowerAction;
import dev.hivecluster.simulator.control.SimulatorPlan;
import dev.hivecluster.simulator.control.SimulatorStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Deployer {@code simulated}: the machines are parts of one background JVM per cluster, on loopback addresses. */
public final class SimulatedDeployer implements Deployer, PowerControl, Reapable {
    private final SimulatorLauncher launcher;

    /** For the service loader. */
    public SimulatedDeployer() {
        this(new SimulatorLauncher(OwnSession.find(), SimulatorMain.class));
    }

    SimulatedDeployer(SimulatorLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public Set<String> settingsPrefixes() {
        return Set.of(SimulatorSettings.PREFIX);
    }

    @Override
    public void validate(ClusterSpec spec) {
        SimulatorSettings.of(spec);
    }

    @Override
    public Inventory up(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException {
        return events.run("start the simulator", activity -> up(spec, directory, activity));
    }

    private Inventory up(ClusterSpec spec, ClusterDirectory directory, Activity activity)
            throws DeployException, InterruptedException {
        SimulatorFiles files = new SimulatorFiles(directory);
        try {
            SimulatorPlan plan = SimulatorSettings.of(spec).plan(spec, directory.recordId());
            SimulatorProcess process = new SimulatorProcess(files.process(), plan.recordId());
            Optional<ControlClient> running = answering(process);
            if (running.isEmpty()) {
                return start(plan, files, process, activity);
            }
            SimulatorStatus status = running.get().status();
            List<String> changes = status.plan().changesTo(plan);
            if (changes.isEmpty()) {
                Inventory inventory = new ClusterAccess(files).letIn(status);
                activity.skipped();
                return inventory;
            }
            boolean grows = status.plan().nodes() < plan.nodes() && changes.size() == 1;
            if (grows) {
                return grow(running.get(), plan, files);
            }
            throw new DeployException(
                    "cluster %s is there and would have to change (%s), by which everything in it would be lost; if that is wanted, destroy it first or set -D%s=true"
                            .formatted(spec.name(), String.join(", ", changes), PropertyNames.REPLACE));
        } catch (RecordException e) {
            throw new DeployException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new DeployException(
                    "the simulator of cluster %s: %s".formatted(spec.name(), WriteException.words(e)), e);
        }
    }

    @Override
    public void down(ClusterDirectory directory, EventSink events) throws DeployException, InterruptedException {
        events.run("end the simulator", activity -> end(directory, activity));
    }

    /** Ends the process of the directory's record, if there is one; what is left then is the directory. */
    private static ClusterDirectory end(ClusterDirectory directory, Activity activity)
            throws DeployException, InterruptedException {
        SimulatorFiles files = new SimulatorFiles(directory);
        try {
            Optional<ClusterRecord> record = directory.record();
            if (record.isEmpty()) {
                activity.skipped();
                return directory;
            }
            new SimulatorProcess(files.process(), record.get().id()).stop(activity);
            files.deleteMachinesAndKeys();
            return directory;
        } catch (IOException e) {
            throw new DeployException(
                    "the simulator of cluster %s cannot be removed: %s"
                            .formatted(directory.name(), WriteException.words(e)),
                    e);
        }
    }

    @Override
    public List<Machine> machines(ClusterDirectory directory) throws DeployException {
        try {
            Optional<ClusterRecord> record = directory.record();
            return record.isEmpty() ? List.of() : machines(directory, record.get());
        } catch (IOException e) {
            throw new DeployException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<Machine> machines(ClusterDirectory directory, ClusterRecord record) throws ControlException {
        SimulatorProcess process = new SimulatorProcess(new SimulatorFiles(directory).process(), record.id());
        List<Long> pids = process.pids();
        if (pids.isEmpty()) {
            return List.of();
        }
        String id = pids.get(0) + "/";
        Optional<ControlClient> control = process.control();
        if (control.isPresent()) {
            try {
                return control.get().status().machines().stream()
                        .map(machine -> new Machine(
                                machine.node().name(),
                                id + machine.node().name(),
                                record.id(),
                                machine.on() ? Machine.Power.ON : Machine.Power.OFF))
                        .toList();
            } catch (ControlException e) {
                if (!process.runs()) {
                    return List.of();
                }
            }
        }
        // The process is there, but cannot be asked: it has the machines that were wanted of it.
        return IntStream.rangeClosed(1, record.spec().nodes())
                .mapToObj(record.name()::node)
                .map(name -> new Machine(name, id + name, record.id(), Machine.Power.UNKNOWN))
                .toList();
    }

    @Override
    public void powerOff(ClusterDirectory directory, Node node) throws DeployException {
        power(directory, node, PowerAction.OFF);
    }

    @Override
    public void powerOn(ClusterDirectory directory, Node node) throws DeployException {
        power(directory, node, PowerAction.ON);
    }

    @Override
    public void reset(ClusterDirectory directory, Node node) throws DeployException {
        power(directory, node, PowerAction.RESET);
    }

    private static void power(ClusterDirectory directory, Node node, PowerAction action) throws DeployException {
        try {
            new SimulatorProcess(new SimulatorFiles(directory).process(), directory.recordId())
                    .control()
                    .orElseThrow(() -> new DeployException(
                            "%s cannot be switched: the simulator of cluster %s does not run, or %s is lost; end it with down and make it again with up"
                                    .formatted(node, directory.name(), new SimulatorFiles(directory).state())))
                    .power(node.name(), action);
        } catch (IOException e) {
            throw new DeployException("%s cannot be switched: %s".formatted(node, e.getMessage()), e);
        }
    }

    @Override
    public List<Orphan> orphans(Map<String, String> settings, Instant now) {
        return SimulatorOrphans.find(now);
    }

    @Override
    public void destroy(Orphan orphan, Map<String, String> settings, EventSink events)
            throws DeployException, InterruptedException {
        events.run("end the simulator", activity -> {
            SimulatorOrphans.destroy(orphan, Instant.now(), activity);
            return orphan;
        });
    }

    /** The control channel of a process that is whole; empty if there is none, or what is there is of no use. */
    private static Optional<ControlClient> answering(SimulatorProcess process) {
        return process.control().filter(control -> {
            try {
                control.status();
                return true;
            } catch (ControlException e) {
                return false;
            }
        });
    }

    private Inventory start(SimulatorPlan plan, SimulatorFiles files, SimulatorProcess process, Activity activity)
            throws DeployException, IOException, InterruptedException {
        process.stop(activity);
        files.deleteMachinesAndKeys();
        Launched launched = process.launch(launcher, activity);
        ClusterAccess access = new ClusterAccess(files);
        access.makeUserKey();
        access.makeHostKeys(plan.clusterName(), 1, plan.nodes());
        AtomicFiles.writePrivate(files.plan(), Json.write(plan));
        SimulatorStatus status = process.awaitReady(launched, activity).status();
        if (!status.note().isEmpty()) {
            activity.warning(status.note());
        }
        return access.letIn(status);
    }

    private static Inventory grow(ControlClient control, SimulatorPlan plan, SimulatorFiles files) throws IOException {
        ClusterAccess access = new ClusterAccess(files);
        access.makeHostKeys(plan.clusterName(), control.status().machines().size() + 1, plan.nodes());
        return access.letIn(control.grow(plan.nodes()));
    }
}
