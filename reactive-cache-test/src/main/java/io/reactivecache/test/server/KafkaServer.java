package io.reactivecache.test.server;

import java.time.Duration;
import java.util.Optional;

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

    private final KafkaSettings settings;
    private final String host;
    private final Optional<ServerDirectory> directory;

    KafkaServer(KafkaSettings settings, KafkaEngine run) {
        super("kafka", settings.port(), run.engine());
        this.settings = settings;
        this.host = run.host();
        this.directory = run.directory();
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
     * The address of the {@linkplain KafkaServerBuilder#secured secured} listener.
     *
     * @return for example {@code localhost:19093}
     * @throws IllegalStateException if there is none
     */
    public String securedServers() {
        return settings.secured()
                .map(listener -> host + ":" + listener.port())
                .orElseThrow(() -> new IllegalStateException(this + ": plain (expected: secured)"));
    }

    /**
     * Keeps a copy of all data, in place of the one kept before.
     *
     * @throws IllegalStateException if the server runs, or was not {@linkplain KafkaServerBuilder#asProcess() built} for it
     */
    public void backUp() {
        stoppedDirectory().backUp();
    }

    /**
     * Puts all data back as it was when it was {@linkplain #backUp() kept}, as after the loss of a disk.
     *
     * @throws IllegalStateException if the server runs, or was not {@linkplain KafkaServerBuilder#asProcess() built} for it
     */
    public void restore() {
        stoppedDirectory().restore("");
    }

    /**
     * Puts the records of a topic back as they were when they were {@linkplain #backUp() kept}. The cluster still knows what
     * happened since, as after an unclean election: the records after those are lost.
     *
     * @param topic its name
     * @throws IllegalStateException if the server runs, or was not {@linkplain KafkaServerBuilder#asProcess() built} for it
     */
    public void restore(String topic) {
        stoppedDirectory().restore(topic + "-");
    }

    private ServerDirectory stoppedDirectory() {
        if (isRunning()) {
            throw new IllegalStateException(this + ": running (expected: stopped)");
        }
        return directory.orElseThrow(() -> new IllegalStateException(this + ": in Docker (expected: a process)"));
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
