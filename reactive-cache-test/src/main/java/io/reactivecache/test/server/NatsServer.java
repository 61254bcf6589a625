package io.reactivecache.test.server;

import java.time.Duration;

/**
 * A NATS server with JetStream that listens on this machine only.
 *
 * <pre>{@code
 * try (NatsServer nats = NatsServer.builder().build()) {
 *     nats.start();
 *     Connection connection = Nats.connect(nats.uri());
 * }
 * }</pre>
 *
 * <p>It runs in Docker if there is one, otherwise the {@code nats-server} on the PATH, or in one of the directories for the
 * programs of a system's administrator, is run. Streams with file storage survive the end of the server, {@code kill -9}
 * included, until it is closed.
 */
public final class NatsServer extends EngineServer {

    private static final Duration REPLY = Duration.ofSeconds(1);

    private final String host;

    NatsServer(int port, NatsEngine run) {
        super("nats", port, run.engine());
        this.host = run.host();
    }

    /**
     * Returns a builder with all options at their defaults.
     *
     * @return a new builder
     */
    public static NatsServerBuilder builder() {
        return new NatsServerBuilder();
    }

    /**
     * Whether this machine has a NATS server to run.
     *
     * @return false if {@link NatsServerBuilder#build()} would fail for want of one
     */
    public static boolean isInstalled() {
        return NatsEngine.isInstalled();
    }

    /**
     * The address for clients.
     *
     * @return for example {@code nats://localhost:14222}
     */
    public String uri() {
        return "nats://" + host + ":" + port();
    }

    @Override
    boolean answers() {
        return NatsProbe.isServing(host, port(), REPLY);
    }
}
