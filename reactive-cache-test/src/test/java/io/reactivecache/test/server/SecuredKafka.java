package io.reactivecache.test.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A broker that speaks TLS and asks for a password, and what clients need to get along with it. */
public final class SecuredKafka implements AutoCloseable {

    public static final String PASSWORD = "open-sesame";

    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    private final KeyStores stores;
    private final KafkaServer kafka;

    private SecuredKafka(KeyStores stores) {
        this.stores = stores;
        this.kafka = KafkaServer.builder()
                .secured(
                        "SASL_SSL",
                        Map.of(
                                "ssl.keystore.location",
                                stores.keyStore(),
                                "ssl.keystore.password",
                                KeyStores.PASSWORD,
                                "ssl.keystore.type",
                                "PKCS12",
                                "sasl.enabled.mechanisms",
                                "PLAIN",
                                "plain.sasl.jaas.config",
                                LOGIN + "user_cache=\"" + PASSWORD + "\";"))
                .build();
    }

    /** Starts it, with keys in an empty directory. */
    public static SecuredKafka start(Path directory) throws IOException, InterruptedException {
        SecuredKafka secured = new SecuredKafka(KeyStores.in(directory));
        secured.kafka.start();
        return secured;
    }

    public String servers() {
        return kafka.securedServers();
    }

    /** The settings of a client that trusts the broker and says a password. */
    public Map<String, Object> proof(String password) {
        return new HashMap<>(Map.of(
                "security.protocol",
                "SASL_SSL",
                "ssl.truststore.location",
                stores.trustStore(),
                "ssl.truststore.password",
                KeyStores.PASSWORD,
                "ssl.truststore.type",
                "PKCS12",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                LOGIN + "username=\"cache\" password=\"" + password + "\";"));
    }

    @Override
    public void close() {
        kafka.close();
    }
}
