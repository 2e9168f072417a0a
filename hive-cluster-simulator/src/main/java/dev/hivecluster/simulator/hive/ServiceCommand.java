package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.node.FileErrors;
import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Signal;
import dev.hivecluster.simulator.node.SimulatedProcess;
import dev.hivecluster.simulator.service.HiveService;
import dev.hivecluster.simulator.service.HiveServices;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code hive service <name> start|stop|status} (hive contract, sections 2.6 and 2.7). */
abstract class ServiceCommand implements HiveCommand {
    private static final String TOML = "hive.toml";

    private final String service;

    private ServiceCommand(String service) {
        this.service = service;
    }

    String service() {
        return service;
    }

    /** Where the service writes its pid: all of one user's services share the directory. */
    private String pidFile(Invocation invocation) {
        String directory = invocation.home() + "/hive";
        return (Files.isDirectory(invocation.file(directory)) ? directory : "/tmp") + "/" + service + ".pid";
    }

    /** The process that the pid file names, if it still runs this service. */
    Optional<SimulatedProcess> running(HiveSession session) throws IOException {
        String file = pidFile(session.invocation());
        if (!session.files().exists(file)) {
            return Optional.empty();
        }
        String pid = session.files().read(file).strip();
        return pid.matches("[0-9]{1,9}")
                ? session.invocation()
                        .process()
                        .table()
                        .find(Integer.parseInt(pid))
                        .filter(process -> process.arguments().contains(service))
                : Optional.empty();
    }

    /** Runs the service until it is ended. */
    @Command(description = "Run the service until it is ended")
    static final class Start extends ServiceCommand {
        Start(String service) {
            super(service);
        }

        @Override
        public int run(HiveSession session) throws IOException, InterruptedException, HiveFailure {
            HiveConfig config = config(session);
            SimulatedProcess process = session.invocation().process();
            String pidFile = super.pidFile(session.invocation());
            session.files().write(pidFile, process.pid() + "\n", MachineFiles.PUBLIC);
            log(session, "INFO", "starting on " + config.self().host());
            HiveService running;
            try {
                running = HiveServices.start(service(), session.host(), config);
            } catch (IOException e) {
                log(session, "ERROR", "failed: " + FileErrors.describe(e));
                return 1;
            }
            process.own(running);
            for (Signal signal : new Signal[] {Signal.TERM, Signal.INT}) {
                process.handle(signal, running::close);
            }
            log(session, "INFO", "started");
            int status = running.await();
            log(session, "INFO", "ended");
            return status;
        }

        private void log(HiveSession session, String level, String message) throws IOException {
            session.out(HiveLog.line(session.host().clock(), level, "service=" + service() + " " + message));
        }

        /** The node's configuration; the services' own variables name files that lie beside it. */
        private HiveConfig config(HiveSession session) throws HiveFailure {
            Invocation invocation = session.invocation();
            String named = service().equals("predastore")
                    ? invocation.environment().getOrDefault("HIVE_PREDASTORE_CONFIG_PATH", session.configFile())
                    : session.configFile();
            String file = invocation.absolute(named);
            if (!file.endsWith("/" + TOML)) {
                file = parent(parent(file)) + "/" + TOML;
            }
            try {
                return HiveConfig.read(session.host(), file);
            } catch (IOException e) {
                throw new HiveFailure("Error: failed to load config: %s: %s; make it with hive admin init or join"
                        .formatted(file, FileErrors.describe(e)));
            }
        }

        private static String parent(String path) {
            return path.substring(0, Math.max(0, path.lastIndexOf('/')));
        }
    }

    /** Ends the service. */
    @Command(description = "End the service")
    static final class Stop extends ServiceCommand {
        Stop(String service) {
            super(service);
        }

        @Override
        public int run(HiveSession session) throws IOException, InterruptedException, HiveFailure {
            SimulatedProcess process =
                    running(session).orElseThrow(() -> new HiveFailure("Error: %s does not run".formatted(service())));
            session.out("Stopping %s ...".formatted(service()));
            process.signal(Signal.TERM);
            process.await();
            session.out("%s stopped".formatted(service()));
            return 0;
        }
    }

    /** Says whether the service runs. */
    @Command(description = "Say whether the service runs")
    static final class Status extends ServiceCommand {
        Status(String service) {
            super(service);
        }

        @Override
        public int run(HiveSession session) throws IOException {
            Optional<SimulatedProcess> process = running(session);
            session.out(process.map(found -> "%s runs with PID %d".formatted(service(), found.pid()))
                    .orElse(service() + " does not run"));
            return process.isPresent() ? 0 : 1;
        }
    }
}
