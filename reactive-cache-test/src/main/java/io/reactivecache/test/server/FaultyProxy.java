package io.reactivecache.test.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy that makes a network bad on demand: it delays, swallows, resets and refuses, and heals again.
 *
 * <pre>{@code
 * try (FaultyProxy proxy = FaultyProxy.to("localhost", redis.port())) {
 *     RedisClient client = RedisClient.create("redis://localhost:" + proxy.port());
 *     proxy.delay(Duration.ofMillis(20), Duration.ofMillis(5));
 * }
 * }</pre>
 *
 * <p>It listens on the loopback address of this machine and connects to the server anew for each connection. Whatever it
 * does, the bytes that pass in one direction of a connection keep their order. A side that ends or breaks the connection
 * does so for the other. The faults work independently of each other, each until it is changed or {@link #heal()} is
 * called; all methods may be called from any thread that may be blocked.
 */
public final class FaultyProxy implements AutoCloseable {

    private static final int BACKLOG = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InetSocketAddress target;
    private final InetSocketAddress address;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private ServerSocket listener;
    private Thread acceptor;
    private volatile boolean closed;
    private volatile Latency requests = Latency.NONE;
    private volatile Latency replies = Latency.NONE;
    private volatile boolean blackHole;

    private FaultyProxy(String host, int port) {
        this.target = new InetSocketAddress(host, port);
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free(1)[0]);
        this.listener = listener();
        this.acceptor = acceptor(listener);
    }

    /**
     * A sound proxy that listens already; the server need not be there yet.
     *
     * @param host where the server is
     * @param port where the server is
     * @return the proxy, to be closed
     */
    public static FaultyProxy to(String host, int port) {
        return new FaultyProxy(host, port);
    }

    /**
     * Where to connect to.
     *
     * @return a port of the loopback address, the same until this is closed
     */
    public int port() {
        return address.getPort();
    }

    /**
     * How many connections there are through this proxy.
     *
     * @return those that neither side has ended
     */
    public int connections() {
        return connections.size();
    }

    /**
     * How many connections there are that were in a {@linkplain #blackHole() black hole} and pass nothing any more, though
     * nobody has told their clients.
     *
     * @return those that neither side has ended
     */
    public int halfOpen() {
        return (int)
                connections.stream().filter(connection -> !connection.isSound()).count();
    }

    /**
     * Delays the bytes in both directions; a round trip takes twice as long.
     *
     * @param delay how long bytes wait at least that arrive from now on; those that wait already go on at once
     * @param jitter how much longer they may wait, at random
     * @throws IllegalArgumentException if a time is negative
     */
    public void delay(Duration delay, Duration jitter) {
        delayRequests(delay, jitter);
        delayReplies(delay, jitter);
    }

    /**
     * Delays the bytes that clients send, as {@link #delay} does.
     *
     * @param delay how long they wait at least
     * @param jitter how much longer they may wait, at random
     * @throws IllegalArgumentException if a time is negative
     */
    public void delayRequests(Duration delay, Duration jitter) {
        requests = new Latency(delay, jitter);
    }

    /**
     * Delays the bytes that the server sends, as {@link #delay} does.
     *
     * @param delay how long they wait at least
     * @param jitter how much longer they may wait, at random
     * @throws IllegalArgumentException if a time is negative
     */
    public void delayReplies(Duration delay, Duration jitter) {
        replies = new Latency(delay, jitter);
    }

    /**
     * Swallows every byte, in both directions, and the end of connections as well; new connections are accepted. A connection
     * of which anything was swallowed, or that was made meanwhile, never passes a byte again, healed or not: all its client
     * can do is to leave it.
     */
    public void blackHole() {
        blackHole = true;
    }

    /** Resets (RST) the present connections, towards both sides; what was on its way is lost. New ones are accepted. */
    public void reset() {
        connections.forEach(ProxiedConnection::reset);
    }

    /**
     * Refuses new connections, as a machine does on which nobody listens. Present ones go on.
     *
     * @throws ServerException if the port cannot be given up
     */
    public synchronized void refuse() {
        try {
            listener.close();
            acceptor.join(PATIENCE.toMillis()); // the system listens as long as a thread is in the call that accepts
        } catch (IOException e) {
            throw new ServerException("proxy: still listening", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("proxy: interrupted", e);
        }
    }

    /**
     * Takes all faults away. What waits goes on at once.
     *
     * @throws ServerException if the port, unused since {@link #refuse()}, was taken by somebody else
     * @throws IllegalStateException if the proxy is closed
     */
    public synchronized void heal() {
        if (closed) {
            throw new IllegalStateException("proxy: closed (expected: open)");
        }
        blackHole = false;
        requests = Latency.NONE;
        replies = Latency.NONE;
        if (listener.isClosed()) {
            listener = listener();
            acceptor = acceptor(listener);
        }
    }

    /** Ends all connections and listens no more. Does nothing if it is closed. */
    @Override
    public synchronized void close() {
        closed = true;
        refuse();
        connections.forEach(ProxiedConnection::close);
    }

    boolean isBlackHole() {
        return blackHole;
    }

    Latency requests() {
        return requests;
    }

    Latency replies() {
        return replies;
    }

    private ServerSocket listener() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
            return socket;
        } catch (IOException e) {
            throw new ServerException("proxy: cannot listen on port " + port(), e);
        }
    }

    private Thread acceptor(ServerSocket socket) {
        Thread thread = new Thread(() -> accept(socket), "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                begin(socket.accept());
            }
        } catch (IOException refusing) {
            // the socket was closed
        }
    }

    private void begin(Socket client) {
        ProxiedConnection connection = new ProxiedConnection(client, this, connections::remove);
        connections.add(connection);
        connection.start(target);
        if (closed) {
            connection.close();
        }
    }
}
