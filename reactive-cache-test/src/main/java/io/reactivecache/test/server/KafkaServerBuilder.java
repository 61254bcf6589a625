package io.reactivecache.test.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Builds a {@link KafkaServer}. Not for use by several threads. */
public final class KafkaServerBuilder {

    private static final Set<String> SECURED = Set.of("SSL", "SASL_PLAINTEXT", "SASL_SSL");

    private int port;
    private int advertisedPort;
    private String protocol = "";
    private Map<String, String> security = Map.of();
    private Map<String, String> properties = Map.of();
    private boolean process;

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
     * The port clients are told to connect to, such as that of a {@link FaultyProxy} in front of the port, which must be
     * given then. Defaults to 0, the port itself. Such a server does not run in Docker.
     *
     * @param port 0 to 65535
     * @return this builder
     */
    public KafkaServerBuilder advertisedPort(int port) {
        this.advertisedPort = port;
        return this;
    }

    /**
     * A second listener, at {@link KafkaServer#securedServers()}, for clients that prove who they are. Defaults to none.
     * Such a server does not run in Docker.
     *
     * @param protocol {@code SSL}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}
     * @param properties the broker's settings for this listener, such as {@code ssl.keystore.location}
     * @return this builder
     */
    public KafkaServerBuilder secured(String protocol, Map<String, String> properties) {
        this.protocol = Objects.requireNonNull(protocol, "protocol");
        this.security = Map.copyOf(properties);
        return this;
    }

    /**
     * Further settings of the broker, which win over those it has here. Defaults to none.
     *
     * @param properties by the names Kafka gives them
     * @return this builder
     */
    public KafkaServerBuilder properties(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
        return this;
    }

    /**
     * Runs the server in a JVM of its own even where there is Docker, so that its data can be {@linkplain
     * KafkaServer#restore() put back}.
     *
     * @return this builder
     */
    public KafkaServerBuilder asProcess() {
        this.process = true;
        return this;
    }

    /**
     * Makes the server, stopped.
     *
     * @return a new server, to be closed by the caller
     * @throws IllegalArgumentException if an option is out of its range; the message names every such option
     * @throws ServerException if there is no Kafka to run on this machine
     */
    public KafkaServer build() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        int[] free = Ports.free(3);
        int own = port == 0 ? free[0] : port;
        KafkaSettings settings = new KafkaSettings(
                own,
                advertisedPort == 0 ? own : advertisedPort,
                free[1],
                Optional.of(new SecuredListener(free[2], protocol, security)).filter(listener -> isSecured()),
                properties,
                !process && advertisedPort == 0 && !isSecured());
        return new KafkaServer(settings, KafkaEngine.of(settings));
    }

    private boolean isSecured() {
        return !protocol.isEmpty();
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!Ports.isValid(port)) {
            problems.add("port: " + port + " (expected: 0..65535)");
        }
        if (!Ports.isValid(advertisedPort) || advertisedPort != 0 && port == 0) {
            problems.add("advertisedPort: " + advertisedPort + " (expected: 0..65535, and a port)");
        }
        if (isSecured() && !SECURED.contains(protocol)) {
            problems.add("protocol: " + protocol + " (expected: SSL, SASL_PLAINTEXT or SASL_SSL)");
        }
        return problems;
    }
}
