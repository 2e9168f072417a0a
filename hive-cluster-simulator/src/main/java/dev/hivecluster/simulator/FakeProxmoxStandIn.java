package dev.hivecluster.simulator;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.OwnSession;
import dev.hivecluster.deploy.proxmox.ProxmoxAccess;
import dev.hivecluster.deploy.proxmox.ProxmoxStandIn;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.WriteException;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Json;
import dev.hivecluster.simulator.FakeProxmoxService.Status;
import dev.hivecluster.simulator.SimulatorProcess.Launched;
import dev.hivecluster.simulator.control.ControlClient;
import dev.hivecluster.simulator.control.ControlException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A faked Proxmox in a background JVM, one per cluster. */
public final class FakeProxmoxStandIn implements ProxmoxStandIn {
    private final SimulatorLauncher launcher;

    /** For the service loader. */
    public FakeProxmoxStandIn() {
        this(new SimulatorLauncher(OwnSession.find(), FakeProxmoxMain.class));
    }

    FakeProxmoxStandIn(SimulatorLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public ProxmoxAccess start(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException {
        return events.run("start the faked Proxmox", activity -> start(directory, activity));
    }

    private ProxmoxAccess start(ClusterDirectory directory, Activity activity)
            throws DeployException, InterruptedException {
        FakeProxmoxFiles files = new FakeProxmoxFiles(directory);
        try {
            SimulatorProcess process = new SimulatorProcess(files.process(), directory.recordId());
            if (status(process).isPresent()) {
                ProxmoxAccess access = access(files);
                activity.skipped();
                return access;
            }
            if (process.runs()) {
                throw silent(files, process);
            }
            files.delete();
            Launched launched = process.launch(launcher, activity);
            ControlClient unused = process.awaitReady(launched, activity);
            return access(files);
        } catch (IOException e) {
            throw new DeployException("%s: %s".formatted(files.process(), WriteException.words(e)), e);
        }
    }

    @Override
    public Optional<ProxmoxAccess> find(ClusterDirectory directory) throws DeployException {
        FakeProxmoxFiles files = new FakeProxmoxFiles(directory);
        try {
            Optional<SimulatorProcess> process = process(files);
            if (process.isEmpty() || !process.get().runs()) {
                return Optional.empty();
            }
            if (status(process.get()).isPresent()) {
                return Optional.of(access(files));
            }
            if (process.get().runs()) {
                throw silent(files, process.get());
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new DeployException("%s cannot be found: %s".formatted(files.process(), e.getMessage()), e);
        }
    }

    @Override
    public void end(ClusterDirectory directory, EventSink events) throws DeployException, InterruptedException {
        events.run("end the faked Proxmox", activity -> {
            end(new FakeProxmoxFiles(directory), activity);
            return directory;
        });
    }

    private static void end(FakeProxmoxFiles files, Activity activity) throws DeployException, InterruptedException {
        try {
            Optional<SimulatorProcess> process = process(files);
            if (process.isEmpty() || !process.get().runs()) {
                files.delete();
                activity.skipped();
                return;
            }
            List<String> leftovers =
                    status(process.get()).map(Status::leftovers).orElse(List.of());
            if (!leftovers.isEmpty()) {
                throw new DeployException("%s is not ended, since it still has: %s; destroy that first"
                        .formatted(files.process(), String.join(", ", leftovers)));
            }
            process.get().stop(activity);
            files.delete();
        } catch (IOException e) {
            throw new DeployException(
                    "%s cannot be removed: %s".formatted(files.process(), WriteException.words(e)), e);
        }
    }

    /** The process of the directory's record, whether it runs or not; none without a record. */
    private static Optional<SimulatorProcess> process(FakeProxmoxFiles files) throws IOException {
        return files.directory()
                .record()
                .map(ClusterRecord::id)
                .map(recordId -> new SimulatorProcess(files.process(), recordId));
    }

    /** What a process says of itself; nothing if there is none, or it does not answer. */
    private static Optional<Status> status(SimulatorProcess process) {
        return process.control().flatMap(control -> {
            try {
                return Optional.of(control.status(Status.class));
            } catch (ControlException e) {
                return Optional.empty();
            }
        });
    }

    private static ProxmoxAccess access(FakeProxmoxFiles files) throws IOException {
        return Json.read(files.access(), ProxmoxAccess.class);
    }

    private static DeployException silent(FakeProxmoxFiles files, SimulatorProcess process) {
        return new DeployException(
                "%s runs as process %s, but does not answer; see %s, or end it, with all that is in it, by: kill %s"
                        .formatted(
                                files.process(),
                                process.pids(),
                                files.process().log(),
                                String.join(
                                        " ",
                                        process.pids().stream()
                                                .map(String::valueOf)
                                                .toList())));
    }
}
