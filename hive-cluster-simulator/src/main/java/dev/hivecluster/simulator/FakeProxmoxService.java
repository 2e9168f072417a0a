package dev.hivecluster.simulator;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.model.Json;
import dev.hivecluster.simulator.control.ControlTarget;
import dev.hivecluster.simulator.proxmox.FakeProxmox;
import dev.hivecluster.simulator.proxmox.FakeProxmoxOptions;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/** A faked Proxmox together with what steers it and what ends it. */
final class FakeProxmoxService implements BackgroundMain.Work {
    private static final Logger LOG = Logger.getLogger(FakeProxmoxService.class.getName());

    private final FakeProxmoxFiles files;
    private final String recordId;
    private final Clock clock;
    private final BackgroundService background;

    /** @param recordId the record of the cluster that it is for */
    FakeProxmoxService(FakeProxmoxFiles files, String recordId, Clock clock) {
        this.files = files;
        this.recordId = recordId;
        this.clock = clock;
        this.background = new BackgroundService(files.process(), recordId, clock);
    }

    @Override
    public void run() throws IOException, InterruptedException {
        LOG.info(
                "This is a test double, not Proxmox: its virtual machines are simulated nodes, for the cluster with the record %s, on loopback addresses only."
                        .formatted(recordId));
        FakeProxmox fake = FakeProxmox.start(
                new FakeProxmoxOptions(files.root()).id(recordId).clock(clock));
        Optional<String> notNeeded = background.serve(
                fake::close,
                new Steering(fake),
                () -> AtomicFiles.writePrivate(files.access(), Json.write(fake.access())));
        SimulatorFiles all = new SimulatorFiles(files.directory());
        if (notNeeded.isPresent() && !all.belongToAnother(recordId)) {
            all.deleteAccess();
        }
        LOG.info("ended");
    }

    @Override
    public void shutdown() {
        background.shutdown();
    }

    /**
     * What it says of itself.
     *
     * @param leftovers what its users still have to remove, for people
     */
    record Status(List<String> leftovers) {
        Status {
            leftovers = List.copyOf(leftovers);
        }
    }

    /** What the control channel does. */
    private final class Steering implements ControlTarget {
        private final FakeProxmox fake;

        private Steering(FakeProxmox fake) {
            this.fake = fake;
        }

        @Override
        public Status status() {
            return new Status(fake.leftovers());
        }

        @Override
        public void shutdown() {
            FakeProxmoxService.this.shutdown();
        }
    }
}
