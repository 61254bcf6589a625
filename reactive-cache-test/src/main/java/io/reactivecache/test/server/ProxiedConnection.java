package io.reactivecache.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A connection of a client through a {@link FaultyProxy}. Once bytes of it were swallowed none passes any more, in either
 * direction: what came after them would not be what the other side has to read next.
 */
final class ProxiedConnection {

    private final Socket client;
    private final Socket server = new Socket();
    private final BooleanSupplier blackHole;
    private final Consumer<ProxiedConnection> closed;
    private final List<Pipe> pipes;
    private boolean passes = true;
    private boolean halfEnded;
    private boolean over;

    /**
     * A connection that does nothing yet.
     *
     * @param client the client's end
     * @param proxy says how bytes fare
     * @param closed told when the connection is no more
     */
    ProxiedConnection(Socket client, FaultyProxy proxy, Consumer<ProxiedConnection> closed) {
        this.client = client;
        this.blackHole = proxy::isBlackHole;
        this.closed = closed;
        this.pipes = List.of(
                new Pipe(client, server, proxy::requests, this), new Pipe(server, client, proxy::replies, this));
    }

    /** Connects to the server, unless that is where nothing gets, and begins to forward. */
    void start(InetSocketAddress target) {
        try {
            client.setTcpNoDelay(true);
            if (passes()) {
                server.setTcpNoDelay(true);
                server.connect(target);
                pipes.get(1).start();
            }
            pipes.get(0).start();
        } catch (IOException unreachable) {
            reset();
        }
    }

    /** False from the first bytes on that find a black hole. */
    synchronized boolean passes() {
        passes &= !blackHole.getAsBoolean();
        return passes;
    }

    /** True until it has met a black hole. */
    synchronized boolean isSound() {
        return passes;
    }

    /** One side has ended what it sends, and the other has been told unless nothing gets there. */
    synchronized void ended(Socket side) {
        if (halfEnded || !passes && side == client) {
            close();
        }
        halfEnded = true;
    }

    /** One side is gone, and the other is told unless nothing gets there; that of a connection that is over was told. */
    synchronized void broke(Socket side) {
        if (!over && (passes() || side == client)) {
            reset();
        }
    }

    /** Ends the connection with a reset on both sides. */
    synchronized void reset() {
        for (Socket side : List.of(client, server)) {
            try {
                side.setSoLinger(true, 0);
            } catch (IOException alreadyClosed) {
                // nothing left to reset
            }
        }
        close();
    }

    /** Ends the connection. */
    synchronized void close() {
        over = true;
        pipes.forEach(Pipe::stop);
        try {
            client.close();
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closed.accept(this);
    }
}
