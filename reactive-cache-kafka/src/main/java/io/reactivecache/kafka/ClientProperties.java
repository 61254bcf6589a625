package io.reactivecache.kafka;

import io.reactivecache.config.Problems;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;

/**
 * What an application tells all Kafka clients of a log: how they prove who they are, and tuning that no guarantee rests on.
 * Says the names of its settings and never their values, which may be secret.
 */
final class ClientProperties {

    private static final Set<String> SECURITY = Set.of("security.", "ssl.", "sasl.");

    private static final Set<String> TUNING = new TreeSet<>(Set.of(
            CommonClientConfigs.CLIENT_ID_CONFIG,
            CommonClientConfigs.CLIENT_DNS_LOOKUP_CONFIG,
            CommonClientConfigs.CONNECTIONS_MAX_IDLE_MS_CONFIG,
            CommonClientConfigs.METADATA_MAX_AGE_CONFIG,
            CommonClientConfigs.RECEIVE_BUFFER_CONFIG,
            CommonClientConfigs.SEND_BUFFER_CONFIG,
            CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG,
            CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG,
            CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG,
            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            ProducerConfig.BATCH_SIZE_CONFIG,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG));

    private static final String EXPECTED = "security.*, ssl.*, sasl.*, " + String.join(", ", TUNING);
    private static final Map<String, ConfigKey> KNOWN = known();

    private final Map<String, Object> values;

    ClientProperties(Map<String, ?> values) {
        this.values = Map.copyOf(values);
    }

    private static Map<String, ConfigKey> known() {
        Map<String, ConfigKey> known = new HashMap<>();
        Stream.of(ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef())
                .map(ConfigDef::configKeys)
                .forEach(known::putAll);
        return known;
    }

    /** Adds a problem for each setting that is not passed on, or that Kafka would refuse. */
    void check(Problems problems) {
        new TreeMap<>(values).forEach((name, value) -> {
            boolean allowed = isSecurity(name) || TUNING.contains(name);
            problems.check(allowed, "properties", name, EXPECTED);
            problems.check(!allowed || isAccepted(name, value), "properties", name, "a value that Kafka accepts");
        });
    }

    private static boolean isSecurity(String name) {
        return SECURITY.stream().anyMatch(name::startsWith);
    }

    /** Asked here, as what Kafka itself says of a value repeats it. */
    private static boolean isAccepted(String name, Object value) {
        ConfigKey key = KNOWN.get(name);
        try {
            if (key != null) {
                Object parsed = ConfigDef.parseType(name, value, key.type);
                Optional.ofNullable(key.validator).ifPresent(validator -> validator.ensureValid(name, parsed));
            }
            return true;
        } catch (ConfigException refused) {
            return false;
        }
    }

    /** What the ids of the clients and the names of their threads begin with. */
    String clientId() {
        return String.valueOf(values.getOrDefault(CommonClientConfigs.CLIENT_ID_CONFIG, "reactive-cache-kafka"));
    }

    /** The settings that a client with these names knows what to do with. */
    Map<String, Object> of(Set<String> names) {
        Map<String, Object> own = new HashMap<>(values);
        own.keySet().removeIf(name -> !names.contains(name) && !isSecurity(name));
        return own;
    }

    @Override
    public String toString() {
        return new TreeSet<>(values.keySet()).toString();
    }
}
