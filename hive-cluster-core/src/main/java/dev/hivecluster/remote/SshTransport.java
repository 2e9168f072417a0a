package dev.hivecluster.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousChannelGroup;
import java.util.concurrent.ExecutorService;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.IoServiceFactoryFactory;
import org.apache.sshd.common.io.nio2.Nio2Acceptor;
import org.apache.sshd.common.io.nio2.Nio2Connector;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.common.util.threads.ThreadUtils;

/**
 * How bytes come to an SSH client or server: as with Apache MINA's own transport, but no connection waits for another.
 *
 * <p>MINA's has one thread that asks the system what there is to read. The JDK lets it put aside all that it is told at
 * once but the last piece, and look at that one first. If that is of a connection which is just being closed, the thread
 * asks again instead of handing out what it has put aside: a new connection then stalls until another has something to
 * say, and a server that has none other never answers. A second thread takes what was put aside.
 */
public final class SshTransport extends Nio2ServiceFactory {
    /** Besides the one that the JDK adds. */
    private static final int POLLERS = 1;

    private final AsynchronousChannelGroup group;
    private final CloseableExecutorService resuming;

    private SshTransport(FactoryManager manager, CloseableExecutorService workers, CloseableExecutorService resuming) {
        super(manager, workers, resuming);
        this.group = open(ThreadUtils.noClose(workers));
        this.resuming = resuming;
    }

    /** For {@code setIoServiceFactoryFactory} of a client or a server. */
    public static IoServiceFactoryFactory factory() {
        return new Nio2ServiceFactoryFactory() {
            @Override
            public IoServiceFactory create(FactoryManager manager) {
                int workers = getNioWorkers(manager);
                return new SshTransport(
                        manager,
                        ThreadUtils.newFixedThreadPool(manager + "-nio2", workers + POLLERS),
                        ThreadUtils.newFixedThreadPool(manager + "-nio2-resume", workers));
            }
        };
    }

    /** @param workers one of its threads belongs to the group from now on */
    static AsynchronousChannelGroup open(ExecutorService workers) {
        try {
            return AsynchronousChannelGroup.withCachedThreadPool(workers, POLLERS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public IoConnector createConnector(IoHandler handler) {
        return autowireCreatedService(new Nio2Connector(this, getFactoryManager(), handler, group, resuming));
    }

    @Override
    public IoAcceptor createAcceptor(IoHandler handler) {
        return autowireCreatedService(new Nio2Acceptor(this, getFactoryManager(), handler, group, resuming));
    }

    @Override
    protected void doCloseImmediately() {
        try {
            group.shutdownNow();
        } catch (IOException e) {
            debug("doCloseImmediately({}) cannot close all channels: {}", this, e.getMessage(), e);
        } finally {
            super.doCloseImmediately();
        }
    }
}
