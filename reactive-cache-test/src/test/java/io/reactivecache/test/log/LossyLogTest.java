package io.reactivecache.test.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.spi.InProcessPositionCounter;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.spi.LogEvent.Reset;
import io.reactivecache.spi.lossy.LinkLostException;
import io.reactivecache.spi.lossy.LossyLog;
import io.reactivecache.spi.lossy.LossyTails;
import io.reactivecache.test.contract.LossyLogContract;
import io.reactivecache.test.contract.TailRecorder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.retry.Retry;

class LossyLogTest extends LossyLogContract {

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final byte[] PAYLOAD = {1};

    private final FaultyChannel channel = new FaultyChannel();
    private final AwayCounter counter = new AwayCounter(new InProcessPositionCounter(PARTITIONS));
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final InvalidationLog log = log(time);

    private LossyLog log(Scheduler scheduler) {
        return new LossyLog(channel, counter, new LossyTails(channel, counter, INTERVAL, TIMEOUT, scheduler));
    }

    @Override
    protected InvalidationLog newLog() {
        return log(Schedulers.parallel());
    }

    @Override
    protected void publish(byte[] message) {
        channel.publish(message).block();
    }

    @Override
    protected Position take(int partition) {
        return counter.next(partition).block();
    }

    @Override
    protected void cutTails() {
        channel.cut();
    }

    @Override
    protected void silenceTails() {
        channel.silence();
    }

    @Override
    protected void killServer() {
        channel.setAway(true);
        counter.setAway(true);
        cutTails();
    }

    @Override
    protected void startServer() {
        counter.setAway(false);
        channel.setAway(false);
    }

    @Test
    void aTailHoldsOneConnectionAsLongAsItLives() {
        StepVerifier.create(log.tail(Optional.empty()))
                .then(() -> time.advanceTimeBy(INTERVAL))
                .expectNextCount(1)
                .then(() -> assertThat(channel.connections()).isEqualTo(1))
                .thenCancel()
                .verify(LIMIT);
        assertThat(channel.connections()).isZero();
    }

    @Test
    void aProbeThatDoesNotComeBackInTimeEndsTheTail() {
        StepVerifier.create(log.tail(Optional.empty()))
                .then(() -> time.advanceTimeBy(INTERVAL))
                .expectNextCount(1)
                .then(channel::silence)
                .then(() -> time.advanceTimeBy(INTERVAL.plus(TIMEOUT)))
                .expectError(LinkLostException.class)
                .verify(LIMIT);
        assertThat(channel.connections()).isZero();
    }

    @Test
    void aConnectionThatIsLostEndsTheTailAtOnce() {
        StepVerifier.create(log.tail(Optional.empty()))
                .then(() -> time.advanceTimeBy(INTERVAL))
                .expectNextCount(1)
                .then(this::cutTails)
                .expectError(LinkLostException.class)
                .verify(LIMIT);
    }

    @Test
    void aLossShowsWithTheSecondProbeAfterItAtTheLatest() {
        StepVerifier.create(log.tail(Optional.empty()))
                .then(() -> time.advanceTimeBy(INTERVAL))
                .expectNextCount(1)
                .then(() -> take(0))
                .then(() -> time.advanceTimeBy(INTERVAL.multipliedBy(2)))
                .assertNext(event ->
                        assertThat(event).isEqualTo(new Reset(counter.end().block())))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void garbageIsAResetAtOnce() {
        StepVerifier.create(log.tail(Optional.empty()))
                .then(() -> time.advanceTimeBy(INTERVAL))
                .expectNextCount(1)
                .then(() -> publish(PAYLOAD))
                .assertNext(event ->
                        assertThat(event).isEqualTo(new Reset(counter.end().block())))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void aFloodOfGarbageIsNoFloodOfResets() {
        TailRecorder tail = TailRecorder.of(log, Optional.empty());
        time.advanceTimeBy(INTERVAL);
        for (int i = 0; i < 1_000; i++) {
            channel.deliverInstead(message -> List.of(message, PAYLOAD, PAYLOAD));
            publish(PAYLOAD);
            time.advanceTimeBy(INTERVAL.dividedBy(100));
        }

        assertThat(tail.resets()).hasSizeLessThan(30);
        channel.deliverInstead(List::of);
        time.advanceTimeBy(INTERVAL.multipliedBy(2));
        append(0);
        assertThat(tail.events()).last().isInstanceOf(Appended.class);
    }

    /** Each fate a message can have, at random: no record is missed without a reset, and the end is reached. */
    @Test
    void whateverHappensToMessagesNoRecordIsMissedWithoutAReset() {
        for (int seed = 0; seed < 500; seed++) {
            Random chance = new Random(seed);
            TailRecorder tail = TailRecorder.following(log, Retry.indefinitely());
            channel.deliverInstead(new Mishaps(chance));
            for (int step = 0; step < 200; step++) {
                mishap(chance);
            }
            channel.deliverInstead(List::of);
            time.advanceTimeBy(TIMEOUT.plus(INTERVAL.multipliedBy(4)));
            assertIsAtTheEnd(tail, seed);
            tail.cancel();
        }
    }

    private void mishap(Random chance) {
        switch (chance.nextInt(40)) {
            case 0 -> cutTails();
            case 1 -> silenceTails();
            case 2 -> take(chance.nextInt(PARTITIONS));
            default -> append(chance.nextInt(PARTITIONS));
        }
        time.advanceTimeBy(INTERVAL.dividedBy(10));
    }

    private void assertIsAtTheEnd(TailRecorder tail, int seed) {
        assertThat(tail.isWithoutGap()).as("seed %s, gap", seed).isTrue();
        assertThat(tail.hasReached(counter.end().block()))
                .as("seed %s, end", seed)
                .isTrue();
    }

    private void append(int partition) {
        log.append(partition, PAYLOAD).block();
    }
}
