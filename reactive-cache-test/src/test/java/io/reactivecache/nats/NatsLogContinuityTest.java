package io.reactivecache.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.contract.TailRecorder;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.NatsServer;
import io.reactivecache.test.server.NatsTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** That records which are gone are a reset, whatever took them. */
@NatsTest
class NatsLogContinuityTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final String name = StreamAdmin.newName();
    private final StreamAdmin admin;
    private final FaultyProxy proxy;
    private final NatsJetStreamLog log;
    private final NatsJetStreamLog other;

    NatsLogContinuityTest(NatsServer nats) {
        admin = new StreamAdmin(nats.uri(), name);
        proxy = FaultyProxy.to("localhost", nats.port());
        log = log("nats://localhost:" + proxy.port());
        other = log(nats.uri());
    }

    private NatsJetStreamLog log(String uri) {
        return NatsJetStreamLog.builder().servers(uri).name(name).partitions(1).build();
    }

    @AfterEach
    void close() {
        log.dispose();
        other.dispose();
        proxy.close();
    }

    private static Position append(NatsJetStreamLog log, String text) {
        return log.append(0, text.getBytes(StandardCharsets.UTF_8)).block(LIMIT);
    }

    private TailRecorder begun() {
        return TailRecorder.of(log, Optional.empty()).await(1);
    }

    @Test
    void recordsPurgedBeforeATailReadThemAreAReset() {
        TailRecorder tail = TailRecorder.of(log, Optional.empty(), 1).await(1);
        appendMany(2_000);
        admin.purge(1);
        LogPositions end = log.end().block(LIMIT);
        tail.request(Long.MAX_VALUE);

        Eventually.within(LIMIT).holds("reset", () -> tail.resets().contains(new Reset(end)));
    }

    @Test
    void aRecordDeletedBeforeATailReadItIsAReset() {
        TailRecorder tail = TailRecorder.of(log, Optional.empty(), 1).await(1);
        appendMany(2_000);
        admin.with((connection, streams) -> streams.deleteMessage(admin.stream(0), 1_500));
        tail.request(Long.MAX_VALUE);

        tail.awaitResets(2);
        assertThat(tail.records()).hasSizeLessThan(1_500);
    }

    @Test
    void theLastRecordsDeletedBeforeATailReadThemAreAReset() {
        LogPositions start = log.end().block(LIMIT);
        append(log, "a");
        append(log, "b");
        admin.with((connection, streams) -> streams.deleteMessage(admin.stream(0), 2));
        TailRecorder tail = TailRecorder.of(log, Optional.of(start));

        assertThat(tail.awaitResets(1).texts()).containsExactly("a");
    }

    private void appendMany(int count) {
        Flux.range(0, count).flatMap(i -> other.append(0, new byte[0]), 64).blockLast(LIMIT);
    }

    @Test
    void aTailWhoseConsumerIsDeletedGoesOnWhereItWas() {
        TailRecorder tail = begun();
        append(log, "before");
        tail.awaitText("before");
        deleteConsumers();
        append(log, "after");

        assertThat(tail.awaitText("after").texts()).containsExactly("before", "after");
        assertThat(tail.resets()).hasSize(1);
    }

    private void deleteConsumers() {
        admin.with((connection, streams) -> {
            List<String> consumers = streams.getConsumerNames(admin.stream(0));
            assertThat(consumers).isNotEmpty();
            for (String consumer : consumers) {
                streams.deleteConsumer(admin.stream(0), consumer);
            }
        });
    }

    @Test
    void aCancelledTailLeavesNoConsumer() {
        begun().cancel();

        Eventually.within(LIMIT)
                .passes(() -> admin.with((connection, streams) ->
                        assertThat(streams.getConsumerNames(admin.stream(0))).isEmpty()));
    }

    @Test
    void aStreamThatEndsBeforeWhatANodeKnowsIsAnotherLog() {
        Position old = afterALoss(0);

        assertThat(log.end().block(LIMIT).epoch()).isNotEqualTo(old.epoch());
        assertThat(other.end().block(LIMIT)).isEqualTo(log.end().block(LIMIT));
    }

    @Test
    void anAppendThatIsGivenAPlaceTakenBeforeBeginsAnotherLog() {
        Position old = afterALoss(0);
        Position fresh = append(log, "after");

        assertThat(fresh.epoch()).isNotEqualTo(old.epoch());
        assertThat(other.end().block(LIMIT).position(0)).isEqualTo(fresh);
    }

    @Test
    void aTailThatFindsAnotherRecordInThePlaceOfTheOneItPassedIsReset() {
        Position old = afterALoss(5);
        TailRecorder tail = TailRecorder.of(log, Optional.of(LogPositions.of(old.epoch(), old.offset())))
                .await(1);

        Reset reset = tail.resets().get(0);
        assertThat(reset.positions().epoch()).isNotEqualTo(old.epoch());
        assertThat(reset.positions()).isEqualTo(other.end().block(LIMIT));
        assertThat(tail.records()).isEmpty();
    }

    /**
     * What a server leaves that has lost two of three records it had acknowledged, while this node was cut off.
     *
     * @param appended how many records another node has appended since, which knows of no loss
     * @return the last position this node has passed
     */
    private Position afterALoss(int appended) {
        append(log, "kept");
        StreamBackup backup = StreamBackup.of(admin, 0);
        TailRecorder tail = begun();
        append(log, "lost");
        Position last = append(log, "lost too");
        tail.awaitText("lost too").cancel();
        proxy.refuse();
        proxy.reset();
        backup.restore();
        appendMany(appended);
        proxy.heal();
        return last;
    }
}
