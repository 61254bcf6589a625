package io.reactivecache.test.tck;

import io.reactivecache.nats.NatsJetStreamLog;
import io.reactivecache.test.server.NatsServer;
import io.reactivecache.test.server.NatsTest;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The publishers that ask a NATS server. */
@NatsTest
final class NatsTckTest {

    static final Suite SUITE =
            new LogSubjects("jetstream", () -> NatsTckTest.log, Optional.of(() -> NatsTckTest.disposed));

    private static NatsJetStreamLog log;
    private static NatsJetStreamLog disposed;

    @BeforeAll
    static void connect(NatsServer server) {
        log = open(server);
        disposed = open(server);
        disposed.dispose();
    }

    private static NatsJetStreamLog open(NatsServer server) {
        return NatsJetStreamLog.builder()
                .servers(server.uri())
                .name("log-" + UUID.randomUUID())
                .partitions(1)
                .build();
    }

    @AfterAll
    static void disconnect() {
        log.dispose();
    }

    @TestFactory
    Stream<DynamicTest> log() {
        return Rules.over(SUITE.subjects());
    }
}
