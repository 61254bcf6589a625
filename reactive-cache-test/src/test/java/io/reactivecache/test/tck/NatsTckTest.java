package io.reactivecache.test.tck;

import io.reactivecache.nats.NatsJetStreamLog;
import io.reactivecache.nats.NatsLog;
import io.reactivecache.spi.InProcessPositionCounter;
import io.reactivecache.test.server.NatsServer;
import io.reactivecache.test.server.NatsTest;
import java.time.Duration;
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

    static final Suite SUITE = () -> Stream.of(
                    new LogSubjects("jetstream", () -> NatsTckTest.kept, Optional.of(() -> NatsTckTest.keptDisposed)),
                    new LogSubjects("nats", () -> NatsTckTest.passed, Optional.of(() -> NatsTckTest.passedDisposed)))
            .flatMap(log -> log.subjects().stream())
            .toList();

    private static final Duration INTERVAL = Duration.ofMillis(20);

    private static NatsJetStreamLog kept;
    private static NatsJetStreamLog keptDisposed;
    private static NatsLog passed;
    private static NatsLog passedDisposed;

    @BeforeAll
    static void connect(NatsServer server) {
        kept = kept(server);
        keptDisposed = kept(server);
        keptDisposed.dispose();
        passed = passed(server);
        passedDisposed = passed(server);
        passedDisposed.dispose();
    }

    private static NatsJetStreamLog kept(NatsServer server) {
        return NatsJetStreamLog.builder()
                .servers(server.uri())
                .name("log-" + UUID.randomUUID())
                .partitions(1)
                .build();
    }

    private static NatsLog passed(NatsServer server) {
        return NatsLog.builder()
                .servers(server.uri())
                .name("log-" + UUID.randomUUID())
                .counter(new InProcessPositionCounter(1))
                .probeInterval(INTERVAL)
                .build();
    }

    @AfterAll
    static void disconnect() {
        kept.dispose();
        passed.dispose();
    }

    @TestFactory
    Stream<DynamicTest> logs() {
        return Rules.over(SUITE.subjects());
    }
}
