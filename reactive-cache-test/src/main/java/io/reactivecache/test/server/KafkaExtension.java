package io.reactivecache.test.server;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@link KafkaTest} stands for. */
final class KafkaExtension extends ServerExtension<KafkaServer, KafkaTest> {

    KafkaExtension() {
        super(KafkaServer.class, KafkaTest.class);
    }

    @Override
    boolean isDedicated(KafkaTest settings) {
        return settings.dedicated();
    }

    @Override
    KafkaServer create(KafkaTest settings) {
        KafkaServerBuilder builder = KafkaServer.builder().properties(properties(settings));
        return (settings.asProcess() ? builder.asProcess() : builder).build();
    }

    private static Map<String, String> properties(KafkaTest settings) {
        return Arrays.stream(settings.properties())
                .map(property -> property.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], KafkaExtension::value));
    }

    private static String value(String[] pair) {
        if (pair.length < 2) {
            throw new IllegalArgumentException("properties: " + pair[0] + " (expected: name=value)");
        }
        return pair[1];
    }

    @Override
    void empty(KafkaServer server) {
        // Nothing of one test is in the way of another, as each uses topics of its own.
    }
}
