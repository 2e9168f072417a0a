package dev.hivecluster.simulator;

/** The process of a faked Proxmox: {@code FakeProxmoxMain <cluster directory>}. Its standard output is its log. */
public final class FakeProxmoxMain {
    private FakeProxmoxMain() {}

    /** Stands in for Proxmox until it is told to end, is ended by a signal, or is not needed any more. */
    public static void main(String[] arguments) {
        BackgroundMain.run(
                arguments,
                (directory, recordId, clock) ->
                        new FakeProxmoxService(new FakeProxmoxFiles(directory), recordId, clock));
    }
}
