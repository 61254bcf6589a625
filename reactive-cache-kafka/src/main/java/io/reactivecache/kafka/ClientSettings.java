package io.reactivecache.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What all Kafka clients of one log or journal are told.
 *
 * @param appendTimeout how long an append may take
 */
record ClientSettings(String bootstrapServers, Duration appendTimeout, ClientProperties properties) {

    /** How long a question to the brokers may take. */
    static final Duration QUESTION_TIMEOUT = Duration.ofSeconds(10);

    private static final int TRIES = 3;
    private static final int LINGER_MILLIS = 0;
    private static final int BATCH_BYTES = 128 << 10;
    private static final int NEVER = Integer.MAX_VALUE;

    /** What the ids of the clients and the names of their threads begin with. */
    String clientId() {
        return properties.clientId();
    }

    /**
     * The producer retries until the append timeout. Only its first send waits for metadata, as it never forgets the one
     * topic it knows; that wait is kept short since other appends queue behind it.
     *
     * <p>One request at a time: a partition that knows nothing of a producer takes any of its batches for the first one. If a
     * leader that has just come refuses the first and takes the second, it refuses the first one for ever. To hold back only
     * what follows the first batch would not do: a partition may know nothing at any time, as when its topic is made anew, and
     * the producer does not tell when it sends a batch again.
     */
    Map<String, Object> producer() {
        Map<String, Object> config = client("producer", ProducerConfig.configNames());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, sendTimeout());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(appendTimeout));
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, sendTimeout());
        config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, NEVER);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return config;
    }

    /** The consumer has no place of its own to start from, and reports a place that is gone. */
    Map<String, Object> consumer() {
        Map<String, Object> config = client("consumer", ConsumerConfig.configNames());
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return config;
    }

    /**
     * This client gives a broker an hour to say which requests it knows: a connection that swallows that first question
     * is left for being idle, and by nothing else for sure.
     */
    Map<String, Object> admin() {
        Map<String, Object> config = client("admin", AdminClientConfig.configNames());
        config.put(AdminClientConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG, millis(QUESTION_TIMEOUT));
        return config;
    }

    private Map<String, Object> client(String role, Set<String> names) {
        Map<String, Object> config = properties.of(names);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(QUESTION_TIMEOUT) / TRIES);
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(QUESTION_TIMEOUT));
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId() + "-" + role);
        return config;
    }

    private int sendTimeout() {
        return Math.min(millis(appendTimeout), millis(QUESTION_TIMEOUT)) / TRIES;
    }

    static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
