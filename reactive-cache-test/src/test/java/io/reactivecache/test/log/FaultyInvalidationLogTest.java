package io.reactivecache.test.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogEvent.Appended;
import io.reactivecache.test.contract.InvalidationLogContract;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.fault.Turnstile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class FaultyInvalidationLogTest extends InvalidationLogContract {

    private static final byte[] PAYLOAD = {1};

    private final FaultyInvalidationLog log = new FaultyInvalidationLog(new InProcessInvalidationLog());
    private final List<LogEvent> seen = new CopyOnWriteArrayList<>();
    private final List<Throwable> ends = new CopyOnWriteArrayList<>();

    @Override
    protected InvalidationLog newLog() {
        return new FaultyInvalidationLog(new InProcessInvalidationLog(PARTITIONS));
    }

    @Test
    void anAppendThatFailsBeforeItTookPlaceIsNotInTheLog() {
        log.beforeAppend(Fault.fail(() -> new IllegalStateException("away")));

        StepVerifier.create(log.append(0, PAYLOAD)).verifyErrorMessage("away");
        assertThat(log.end().block().offset(0)).isEqualTo(-1);
        assertThat(List.of(log.appendsBegun(), log.appendsDone())).containsExactly(1, 0);
    }

    @Test
    void anAppendThatFailsAfterItTookPlaceIsInTheLog() {
        log.afterAppend(Fault.fail(() -> new IllegalStateException("away")));

        StepVerifier.create(log.append(0, PAYLOAD)).verifyErrorMessage("away");
        assertThat(log.end().block().offset(0)).isZero();
        assertThat(log.appendsDone()).isEqualTo(1);
    }

    @Test
    void aHeldAppendGoesOnWhenItIsReleasedEvenIfNobodyWaits() {
        Turnstile turnstile = new Turnstile();
        turnstile.hold();
        log.beforeAppend(turnstile);
        log.append(0, PAYLOAD).subscribe().dispose();
        log.append(0, PAYLOAD).subscribe();

        assertThat(turnstile.waiting()).isEqualTo(2);
        assertThat(log.appendsDone()).isZero();
        turnstile.release(1);
        assertThat(log.appendsDone()).isEqualTo(1);
        turnstile.open();
        assertThat(log.appendsDone()).isEqualTo(2);
    }

    @Test
    void aDelayedAppendTakesItsTime() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        log.beforeAppend(Fault.delay(Duration.ofSeconds(5), time));
        log.append(0, PAYLOAD).subscribe();

        assertThat(log.appendsDone()).isZero();
        time.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(log.appendsDone()).isEqualTo(1);
    }

    @Test
    void aQuestionForTheEndCanHang() {
        log.beforeEnd(Fault.hang());

        StepVerifier.create(log.end())
                .expectSubscription()
                .expectTimeout(Duration.ofMillis(50))
                .verify();
    }

    @Test
    void theTestDecidesWhenANodeAppliesARecord() {
        log.delivery().hold();
        tail();
        log.append(0, PAYLOAD).block();
        log.append(0, PAYLOAD).block();

        assertThat(seen).isEmpty();
        log.delivery().release(2);
        assertThat(seen).hasSize(2);
        log.delivery().open();
        assertThat(seen).hasSize(3);
    }

    @Test
    void aCutTailErrorsAndTheNextOneWorks() {
        tail();
        log.cutTails(new IllegalStateException("cut"));

        assertThat(ends).singleElement().satisfies(error -> assertThat(error).hasMessage("cut"));
        assertThat(log.tailsOpen()).isZero();
        tail();
        log.append(0, PAYLOAD).block();
        assertThat(seen).last().isInstanceOf(Appended.class);
        assertThat(List.of(log.tailsBegun(), log.tailsOpen())).containsExactly(2, 1);
    }

    @Test
    void recordsCanBeRepeatedLostAndInvented() {
        tail();
        log.deliverInstead(event -> List.of(event, event));
        log.append(0, PAYLOAD).block();
        log.deliverInstead(event -> List.of());
        log.append(0, PAYLOAD).block();
        log.deliverInstead(List::of);
        LogEvent garbage = new Appended(new Position(1, 7, 9), new byte[] {(byte) 0xFF});
        log.inject(garbage);

        assertThat(seen).hasSize(4).endsWith(garbage);
        assertThat(seen.get(1)).isSameAs(seen.get(2));
    }

    private Disposable tail() {
        return log.tail(Optional.empty()).subscribe(seen::add, ends::add);
    }
}
