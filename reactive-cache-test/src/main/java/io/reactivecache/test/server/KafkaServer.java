package io.reactivecache.test.server;

import java.time.Duration;

/**
 * A Kafka cluster of one node, broker and controller at once (KRaft), that listens on this machine only.
 *
 * <pre>{@code
 * try (KafkaServer kafka = KafkaServer.builder().build()) {
 *     kafka.start();
 *     String topic = kafka.newTopic(3);
 *     Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
 * }
 * }</pre>
 *
 * <p>It runs in Docker if there is one, otherwise in a JVM with the class path of this one, on which
 * {@code org.apache.kafka:kafka_2.13} must be. Data survives the end of the server, {@code kill -9} included, until it is
 * closed. Topics are not created by their first use.
 */
public final class KafkaServer extends EngineServer {

    private static final Duration REPLY = Duration.ofSeconds(2);

    private final String host;

    KafkaServer(KafkaSettings settings, KafkaEngine run) {
        super("kafka", settings.port(), run.engine());
        this.host = run.host();
    }

    /**
     * Returns a builder with all options at their defaults.
     *
     * @return a new builder
     */
    public static KafkaServerBuilder builder() {
        return new KafkaServerBuilder();
    }

    /**
     * The address for clients.
     *
     * @return for example {@code localhost:19092}
     */
    public String bootstrapServers() {
        return host + ":" + port();
    }

    /**
     * Creates a topic under a name that was not used before and waits until clients can see it. Needs
     * {@code org.apache.kafka:kafka-clients} on the class path.
     *
     * @param partitions the number of its partitions
     * @return its name
     * @throws IllegalArgumentException if the number is not positive
     * @throws ServerException if the server refuses or does not answer in time
     */
    public String newTopic(int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions: " + partitions + " (expected: > 0)");
        }
        return KafkaTopics.create(bootstrapServers(), partitions);
    }

    @Override
    boolean answers() {
        return KafkaProbe.isServing(host, port(), REPLY);
    }
}
