package io.reactivecache.test.server;

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
        return KafkaServer.builder().build();
    }

    @Override
    void empty(KafkaServer server) {
        // Nothing of one test is in the way of another, as each uses topics of its own.
    }
}
