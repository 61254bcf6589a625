package io.reactivecache.test.log;

import static io.reactivecache.test.log.KafkaNodes.append;
import static io.reactivecache.test.log.KafkaNodes.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.TailRecorder;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.KafkaServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A broker behind a network that is bad. */
class KafkaLinkTest {

    private static final Duration SOONER_THAN_KAFKA_WOULD = Duration.ofSeconds(15);

    private static FaultyProxy proxy;
    private static KafkaServer kafka;

    private final KafkaNodes nodes = new KafkaNodes(() -> "localhost:" + proxy.port());

    @BeforeAll
    static void start() throws IOException {
        int port = freePort();
        proxy = FaultyProxy.to("localhost", port);
        kafka = KafkaServer.builder().port(port).advertisedPort(proxy.port()).build();
        kafka.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
        proxy.close();
    }

    @AfterEach
    void close() {
        proxy.heal();
        nodes.close();
    }

    @Test
    void aTailOnAHalfOpenConnectionLeavesItAndMissesNothing() {
        KafkaInvalidationLog log = nodes.node();
        TailRecorder tail = TailRecorder.of(log, Optional.of(end(log)));
        append(log, 0, "before");
        tail.awaitText("before");
        proxy.blackHole();
        awaitHalfOpen();
        proxy.heal();
        append(nodes.node(), 0, "meanwhile");

        Eventually.within(SOONER_THAN_KAFKA_WOULD)
                .holds("read", () -> tail.texts().contains("meanwhile"));
        assertThat(tail.texts()).containsExactly("before", "meanwhile");
    }

    @Test
    void anAppendOnAHalfOpenConnectionIsSentAgainOnAnother() {
        KafkaInvalidationLog log = nodes.node();
        append(log, 0, "before");
        proxy.blackHole();
        CompletableFuture<Position> append = log.append(0, new byte[] {1}).toFuture();
        awaitHalfOpen();
        proxy.heal();

        assertThat(append).succeedsWithin(SOONER_THAN_KAFKA_WOULD).isEqualTo(end(log).position(0));
    }

    @Test
    void aConnectionThatWasHalfOpenFromTheStartKeepsNobodyFromAsking() {
        KafkaInvalidationLog log = nodes.node();
        proxy.blackHole();
        CompletableFuture<LogPositions> end =
                log.end().onErrorResume(late -> log.end()).toFuture();
        awaitHalfOpen();
        proxy.heal();

        assertThat(end)
                .succeedsWithin(SOONER_THAN_KAFKA_WOULD)
                .extracting(LogPositions::partitions)
                .isEqualTo(KafkaNodes.PARTITIONS);
    }

    /** From here on a connection passes nothing, healed or not, and nobody is told. */
    private static void awaitHalfOpen() {
        Eventually.within(KafkaNodes.LIMIT).holds("half-open", () -> proxy.halfOpen() > 0);
    }
}
