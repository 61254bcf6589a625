package io.reactivecache.test.server;

/** Builds a {@link NatsServer}. Not for use by several threads. */
public final class NatsServerBuilder {

    private int port;

    NatsServerBuilder() {}

    /**
     * The port to listen on. Defaults to 0, a free one.
     *
     * @param port 0 to 65535
     * @return this builder
     */
    public NatsServerBuilder port(int port) {
        this.port = port;
        return this;
    }

    /**
     * Makes the server, stopped.
     *
     * @return a new server, to be closed by the caller
     * @throws IllegalArgumentException if an option is out of its range
     * @throws ServerException if there is no NATS to run on this machine
     */
    public NatsServer build() {
        if (!Ports.isValid(port)) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
        }
        int chosen = port == 0 ? Ports.free(1)[0] : port;
        return new NatsServer(chosen, NatsEngine.of(chosen));
    }
}
