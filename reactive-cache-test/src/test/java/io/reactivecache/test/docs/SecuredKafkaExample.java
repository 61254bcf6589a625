package io.reactivecache.test.docs;

import io.reactivecache.kafka.KafkaInvalidationLog;
import java.util.Map;

/** The example of docs/invalidation-log.md for a Kafka that asks who you are; compiled here, run by nobody. */
final class SecuredKafkaExample {

    private SecuredKafkaExample() {}

    static KafkaInvalidationLog open(String kafkaServers, String trustStore, String trustStorePassword, String jaas) {
        KafkaInvalidationLog secured = KafkaInvalidationLog.builder()
                .bootstrapServers(kafkaServers)
                .topic("shop-invalidations")
                .properties(Map.of(
                        "security.protocol", "SASL_SSL",
                        "ssl.truststore.location", trustStore,
                        "ssl.truststore.password", trustStorePassword,
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config", jaas))
                .build();
        return secured;
    }
}
