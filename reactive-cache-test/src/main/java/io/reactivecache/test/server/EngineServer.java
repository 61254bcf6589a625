package io.reactivecache.test.server;

import io.reactivecache.test.Eventually;
import java.time.Duration;

/** What all servers have in common: the states between start and close, and the wait until a server answers. */
abstract sealed class EngineServer implements TestServer permits RedisServer, KafkaServer, NatsServer {

    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration PORT_FREED = Duration.ofSeconds(2);

    private final String name;
    private final int port;
    private final Engine engine;
    private volatile boolean paused;
    private volatile boolean closed;

    EngineServer(String name, int port, Engine engine) {
        this.name = name;
        this.port = port;
        this.engine = engine;
        OpenEngines.add(engine);
    }

    /** Asks the server, once and with a short timeout, whether it is ready. */
    abstract boolean answers();

    @Override
    public final synchronized void start() {
        requireOpen();
        if (engine.isAlive()) {
            resume();
            return;
        }
        requireFreePort();
        paused = false;
        engine.start();
        awaitReady();
    }

    @Override
    public final synchronized void stop() {
        requireOpen();
        if (engine.isAlive()) {
            unfreeze();
            engine.signal(Signal.END);
        }
    }

    @Override
    public final synchronized void kill() {
        requireOpen();
        if (engine.isAlive()) {
            engine.signal(Signal.KILL);
        }
        paused = false;
    }

    @Override
    public final synchronized void pause() {
        requireOpen();
        if (!engine.isAlive()) {
            throw new IllegalStateException(this + ": stopped (expected: running)");
        }
        if (!paused) {
            engine.signal(Signal.PAUSE);
            paused = true;
        }
    }

    @Override
    public final synchronized void resume() {
        requireOpen();
        if (paused && engine.isAlive()) {
            unfreeze();
            awaitReady();
        }
    }

    @Override
    public final boolean isRunning() {
        return !closed && !paused && engine.isAlive();
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public final synchronized void close() {
        closed = true;
        engine.close();
        OpenEngines.remove(engine);
    }

    @Override
    public final String toString() {
        return name + " on port " + port;
    }

    private void unfreeze() {
        if (paused) {
            engine.signal(Signal.RESUME);
            paused = false;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(this + ": closed (expected: open)");
        }
    }

    // Without this, a stranger on the port would answer in the name of a server that could not bind.
    private void requireFreePort() {
        if (!Eventually.within(PORT_FREED).reached(() -> Ports.isFree(port))) {
            throw new ServerException("port: " + port + " (expected: free)", "");
        }
    }

    private void awaitReady() {
        boolean decided = Eventually.within(READY).reached(() -> !engine.isAlive() || answers());
        if (!engine.isAlive()) {
            throw new ServerException(this + ": ended (expected: an answer)", engine.log());
        }
        if (!decided) {
            engine.signal(Signal.KILL);
            throw new ServerException(this + ": silent for " + READY + " (expected: an answer)", engine.log());
        }
    }
}
