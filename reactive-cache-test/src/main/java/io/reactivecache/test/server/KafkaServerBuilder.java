package io.reactivecache.test.server;

/** Builds a {@link KafkaServer}. Not for use by several threads. */
public final class KafkaServerBuilder {

    private int port;

    KafkaServerBuilder() {}

    /**
     * The port to listen on. Defaults to 0, a free one. The controller always listens on a free one.
     *
     * @param port 0 to 65535
     * @return this builder
     */
    public KafkaServerBuilder port(int port) {
        this.port = port;
        return this;
    }

    /**
     * Makes the server, stopped.
     *
     * @return a new server, to be closed by the caller
     * @throws IllegalArgumentException if an option is out of its range
     * @throws ServerException if there is no Kafka to run on this machine
     */
    public KafkaServer build() {
        if (!Ports.isValid(port)) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
        }
        int[] free = Ports.free(2);
        KafkaSettings settings = new KafkaSettings(port == 0 ? free[0] : port, free[1]);
        return new KafkaServer(settings, KafkaEngine.of(settings));
    }
}
