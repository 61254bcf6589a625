package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.lossy.LossyFormat;
import io.reactivecache.test.Eventually;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * What a log promises besides that is {@link DeliveryClass#LOSSY}: whatever may have kept a record from a node is a reset, and
 * after the reset every later record comes. Extend it as {@link InvalidationLogContract}. Its probe interval should be short,
 * as every loss takes two of them to show.
 */
public abstract class LossyLogContract extends InvalidationLogContract {

    private @Nullable TailRecorder followed;

    /** For subclasses. */
    protected LossyLogContract() {}

    /**
     * Publishes a message on the channel of the log, past the log.
     *
     * @param message whatever it is
     */
    protected abstract void publish(byte[] message);

    /**
     * Takes the next position of a partition, for which there will be no record.
     *
     * @param partition which
     * @return the position
     */
    protected abstract Position take(int partition);

    /** Breaks the connections of all tails, which can be made anew at once. By default the test is skipped. */
    protected void cutTails() {
        abort("no connections to cut");
    }

    /** Makes the connections of all tails go silent, without an end. By default the test is skipped. */
    protected void silenceTails() {
        abort("no connections to silence");
    }

    /** Makes the connections of those that tail from now on sound again. By default nothing. */
    protected void heal() {}

    /** Freezes the server, with its connections open. By default the test is skipped. */
    protected void pauseServer() {
        abort("no server to pause");
    }

    /** Lets the server go on that is frozen. */
    protected void resumeServer() {
        abort("no server to pause");
    }

    @AfterEach
    void cancelTail() {
        Optional.ofNullable(followed).ifPresent(TailRecorder::cancel);
    }

    /** Tails the log again and again, as a cache does. */
    private TailRecorder following() {
        TailRecorder tail = TailRecorder.following(log).await(1);
        followed = tail;
        return tail;
    }

    @Test
    void itSaysThatItIsLossy() {
        assertThat(log.deliveryClass()).isSameAs(DeliveryClass.LOSSY);
    }

    @Test
    void aConnectionThatIsCutIsAReset() {
        TailRecorder tail = following();
        append(0, "before");
        tail.awaitText("before");
        cutTails();

        assertGoesOnAfterReset(tail);
    }

    @Test
    void aConnectionThatGoesSilentIsAReset() {
        TailRecorder tail = following();
        silenceTails();
        Eventually.within(LIMIT).holds("left", () -> tail.retries() > 0);
        heal();

        assertGoesOnAfterReset(tail);
    }

    @Test
    void aServerThatIsKilledIsAReset() {
        TailRecorder tail = following();
        killServer();
        startServer();

        assertGoesOnAfterReset(tail);
    }

    @Test
    void aServerThatPausesTooLongIsAReset() {
        TailRecorder tail = following();
        pauseServer();
        Eventually.within(LIMIT).holds("left", () -> tail.retries() > 0);
        resumeServer();

        assertGoesOnAfterReset(tail);
    }

    @Test
    void garbageIsAReset() {
        TailRecorder tail = begun(log);
        append(0, "before");
        publish(bytes("garbage"));

        assertGoesOnAfterReset(tail);
        publish(new byte[0]);
        tail.awaitResets(3);
    }

    @Test
    void aDamagedRecordIsAReset() {
        TailRecorder tail = begun(log);
        byte[] message = LossyFormat.record(take(0), bytes("damaged"));
        message[message.length - 9]++;
        publish(message);

        assertGoesOnAfterReset(tail);
        assertThat(tail.texts()).doesNotContain("damagee");
    }

    @Test
    void aRecordOfAnotherEpochIsAReset() {
        TailRecorder tail = begun(log);
        Position end = end(log).position(0);
        publish(LossyFormat.record(new Position(end.epoch() + 1, 0, end.offset() + 1), bytes("foreign")));

        assertGoesOnAfterReset(tail);
        assertThat(tail.texts()).doesNotContain("foreign");
    }

    @Test
    void aRecordFromTheFutureIsAReset() {
        TailRecorder tail = begun(log);
        Position end = end(log).position(0);
        publish(LossyFormat.record(new Position(end.epoch(), 0, end.offset() + 1_000), bytes("foreign")));

        assertGoesOnAfterReset(tail);
    }

    @Test
    void aRecordThatIsMissingBeforeALaterOneIsAReset() {
        TailRecorder tail = begun(log);
        take(0);
        Position later = append(0, "later");
        Eventually.within(LIMIT).holds("reset", () -> reached(tail, later));

        assertGoesOnAfterReset(tail);
    }

    @Test
    void aLastRecordThatIsMissingIsAReset() {
        TailRecorder tail = begun(log);
        Position lost = take(1);
        Eventually.within(LIMIT).holds("reset", () -> reached(tail, lost));

        assertGoesOnAfterReset(tail);
    }

    @Test
    void recordsThatOvertookEachOtherComeInTheirOrder() {
        TailRecorder tail = begun(log);
        byte[] first = LossyFormat.record(take(0), bytes("first"));
        publish(LossyFormat.record(take(0), bytes("second")));
        publish(first);
        publish(first);
        append(0, "third");

        assertThat(tail.awaitText("third").texts()).containsExactly("first", "second", "third");
        assertThat(tail.resets()).hasSize(1);
    }

    @Test
    void moreRecordsThanASlowSubscriberMayKeepWaitingAreAReset() {
        TailRecorder tail = TailRecorder.of(log, NOWHERE, 1).await(1);
        Flux.range(0, 20_000).flatMap(i -> log.append(0, bytes("r" + i)), 256).blockLast(LIMIT);
        tail.request(Long.MAX_VALUE);

        assertGoesOnAfterReset(tail);
        assertThat(tail.records()).hasSizeLessThan(10_000);
    }

    @Test
    void whileConnectionsAreCutNoRecordIsMissedWithoutAReset() {
        TailRecorder tail = following();
        for (int round = 0; round < 20; round++) {
            IntStream.range(0, 20).forEach(i -> append(i % PARTITIONS, "r"));
            cutTails();
        }
        LogPositions end = end(log);

        Eventually.within(LIMIT).holds("end reached", () -> tail.hasReached(end));
        assertThat(tail.isWithoutGap()).isTrue();
    }

    private void assertGoesOnAfterReset(TailRecorder tail) {
        Reset reset = tail.awaitResets(2).resets().get(1);
        Position after = appendOnceItIsBack();

        assertThat(reset.positions().partitions()).isEqualTo(PARTITIONS);
        Eventually.within(LIMIT).holds("goes on", () -> reached(tail, after));
        append(0, "last");
        tail.awaitText("last");
        assertThat(tail.isWithoutGap()).isTrue();
    }

    private Position appendOnceItIsBack() {
        Mono<Position> append = log.append(0, bytes("after"));
        return get(append.retryWhen(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(50))));
    }
}
