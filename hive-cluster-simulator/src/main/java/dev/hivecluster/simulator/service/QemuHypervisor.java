package dev.hivecluster.simulator.service;

import dev.hivecluster.simulator.compute.Guest;
import dev.hivecluster.simulator.compute.Hypervisor;
import dev.hivecluster.simulator.compute.InstanceRecord;
import dev.hivecluster.simulator.compute.InstanceRecord.AttachedVolume;
import dev.hivecluster.simulator.compute.InstanceRecord.RootVolume;
import dev.hivecluster.simulator.node.FileTree;
import dev.hivecluster.simulator.node.GuestMachine;
import dev.hivecluster.simulator.node.GuestSettings;
import dev.hivecluster.simulator.node.GuestSshServer;
import dev.hivecluster.simulator.node.Host;
import dev.hivecluster.simulator.shell.posix.BlockPrograms;
import dev.hivecluster.simulator.shell.posix.BlockPrograms.Disk;
import dev.hivecluster.simulator.shell.posix.PosixPrograms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The guests of a node. Each is a line of its {@code ps}, in which its SSH port is found (hive contract, section 4.8), and
 * an SSH server there.
 */
final class QemuHypervisor implements Hypervisor, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(QemuHypervisor.class.getName());
    private static final long GIB = 1L << 30;
    private static final long CLOUD_INIT_BYTES = 1L << 20;
    private static final int HOST_NAME_DIGITS = 8;
    private static final int HOT_PLUGS = 11;
    private static final String DISKS = "/var/lib/hive-guests/";

    private final Host host;
    private final String directory;
    private final GuestSshServer ssh = new GuestSshServer();

    /** @param directory Hive's data directory, as the node sees it */
    QemuHypervisor(Host host, String directory) {
        this.host = host;
        this.directory = directory.endsWith("/") ? directory : directory + "/";
    }

    @Override
    public Guest start(Supplier<InstanceRecord> instance) throws IOException {
        InstanceRecord record = instance.get();
        RootVolume root = record.root();
        if (root == null) {
            throw new IllegalStateException(record.id() + " has no root volume");
        }
        Path disk = record.disk() == null ? host.file(DISKS + record.id()) : record.disk();
        GuestMachine machine = new GuestMachine(
                new GuestSettings(
                        "hive-vm-" + record.id().substring(2, 2 + HOST_NAME_DIGITS),
                        record.type().cpus(),
                        record.type().memoryMib(),
                        root.authorizedKey(),
                        disk),
                host,
                PosixPrograms.installed().and(BlockPrograms.of(() -> disks(instance.get()))));
        GuestSshServer.Port port = ssh.open(machine, host.anyPort());
        Running running = new Running(machine, disk, port);
        try {
            running.opened = host.open(port.number());
            running.shown = host.show(arguments(record, root, port.number()), running::crash);
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw new IOException("%s does not start: %s".formatted(record.id(), e.getMessage()), e);
        }
    }

    @Override
    public void delete(Path disk) throws IOException {
        new FileTree(disk).delete("/");
    }

    @Override
    public void close() throws IOException {
        ssh.close();
    }

    /** As the guest sees them: its root, what cloud-init reads, and what was attached later. */
    private static List<Disk> disks(InstanceRecord instance) {
        List<Disk> disks = new ArrayList<>();
        RootVolume root = instance.root();
        if (root != null) {
            disks.add(new Disk(root.sizeGib() * GIB, false));
            disks.add(new Disk(CLOUD_INIT_BYTES, true));
        }
        for (AttachedVolume volume : instance.attached()) {
            disks.add(new Disk(volume.sizeGib() * GIB, false));
        }
        return disks;
    }

    private List<String> arguments(InstanceRecord instance, RootVolume root, int port) {
        String id = instance.id();
        List<String> arguments = new ArrayList<>(List.of(
                "qemu-system-x86_64",
                "-daemonize",
                "-pidfile",
                directory + id + ".pid",
                "-qmp",
                "unix:" + directory + "qmp-" + id + ".sock,server,nowait",
                "-display",
                "none",
                "-serial",
                "pty",
                "-smp",
                Integer.toString(instance.type().cpus()),
                "-m",
                Integer.toString(instance.type().memoryMib()),
                "-object",
                "iothread,id=ioth-os",
                "-drive",
                "file=nbd:unix:%snbd-%s.sock,format=raw,if=none,media=disk,id=os,cache=none"
                        .formatted(directory, root.volumeId()),
                "-drive",
                "file=nbd:unix:%snbd-%s-cloudinit.sock,format=raw,if=virtio,media=cdrom,id=cloudinit"
                        .formatted(directory, root.volumeId())));
        for (int slot = 1; slot <= HOT_PLUGS; slot++) {
            arguments.addAll(List.of("-device", "pcie-root-port,id=hotplug%1$d,chassis=%1$d,slot=0".formatted(slot)));
        }
        arguments.addAll(List.of(
                "-device",
                "virtio-blk-pci,drive=os,iothread=ioth-os,num-queues=%d,bootindex=1"
                        .formatted(instance.type().cpus()),
                "-device",
                "virtio-rng-pci",
                "-device",
                "virtio-net-pci,netdev=net0",
                "-netdev",
                "user,id=net0,hostfwd=tcp:127.0.0.1:%d-:22".formatted(port),
                "-M",
                "q35"));
        return arguments;
    }

    /** A guest that is on. */
    private static final class Running implements Guest {
        private final GuestMachine machine;
        private final Path disk;
        private final GuestSshServer.Port port;
        private AutoCloseable opened = () -> {};
        private AutoCloseable shown = () -> {};

        Running(GuestMachine machine, Path disk, GuestSshServer.Port port) {
            this.machine = machine;
            this.disk = disk;
            this.port = port;
        }

        @Override
        public Path disk() {
            return disk;
        }

        @Override
        public void booted() {
            machine.booted();
        }

        @Override
        public boolean isBooted() {
            return machine.isBooted();
        }

        @Override
        public void close() {
            end(shown);
            crash();
        }

        /** All but its process, which has ended. */
        private void crash() {
            end(opened);
            end(port);
            end(machine);
        }

        private void end(AutoCloseable part) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, e, () -> machine.name() + " does not end well");
            }
        }
    }
}
