package io.reactivecache.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Settings for {@link KafkaDeadLetters}. Not safe to use from many threads. */
public final class KafkaDeadLettersBuilder {

    private static final int PARTITIONS = 1;

    private String bootstrapServers = "";
    private String topic = "reactive-cache-dead-letters";
    private int replicationFactor = TopicSettings.BROKER_DEFAULT;
    private Duration timeout = Duration.ofSeconds(30);
    private ClientProperties properties = new ClientProperties(Map.of());

    KafkaDeadLettersBuilder() {}

    /** The brokers to ask for the others, {@code host:port} separated by commas. Required. */
    public KafkaDeadLettersBuilder bootstrapServers(String servers) {
        this.bootstrapServers = Objects.requireNonNull(servers, "servers");
        return this;
    }

    /** The topic that carries the letters; several caches may share it. Defaults to {@code reactive-cache-dead-letters}. */
    public KafkaDeadLettersBuilder topic(String name) {
        this.topic = Objects.requireNonNull(name, "name");
        return this;
    }

    /** The number of replicas, if the topic has to be created. Defaults to the broker's {@code default.replication.factor}. */
    public KafkaDeadLettersBuilder replicationFactor(int replicas) {
        this.replicationFactor = replicas;
        return this;
    }

    /** How long adding or removing a letter may take, retries included, 100 ms to 1 h. Defaults to 30 seconds. */
    public KafkaDeadLettersBuilder timeout(Duration time) {
        this.timeout = Objects.requireNonNull(time, "time");
        return this;
    }

    /** Further settings of the Kafka clients, as {@link KafkaInvalidationLogBuilder#properties} takes them. Defaults to none. */
    public KafkaDeadLettersBuilder properties(Map<String, ?> settings) {
        this.properties = new ClientProperties(settings);
        return this;
    }

    /**
     * The dead letters; connects to nothing yet.
     *
     * @throws io.reactivecache.InvalidConfigException if a setting cannot work; names all that cannot
     */
    public KafkaDeadLetters build() {
        check();
        return new KafkaDeadLetters(
                new ClientSettings(bootstrapServers, timeout, properties),
                TopicSettings.compacted(topic, PARTITIONS, replicationFactor));
    }

    private void check() {
        Limits limits = new Limits();
        limits.servers(bootstrapServers);
        limits.topic(topic);
        limits.replicationFactor(replicationFactor);
        limits.time("timeout", timeout);
        limits.properties(properties);
        limits.throwIfAny();
    }
}
