package io.reactivecache.test.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.spi.Payload;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import io.reactivecache.test.contract.RemoteStoreContract;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.fault.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Without faults it is the store it wraps. */
class FaultyRemoteStoreTest extends RemoteStoreContract {

    private static final Duration FENCE = Duration.ofMinutes(1);
    private static final Token TOKEN = new Token(1, 2);
    private static final StoredEntry OLD = new StoredEntry(
            new Position(1, 0, 4),
            Duration.ZERO,
            FENCE,
            FENCE,
            Duration.ZERO,
            Set.of(),
            Optional.empty(),
            Optional.of(new Payload(1, 0, 1, 0, new byte[] {1, 2, 3})));

    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final InMemoryRemoteStore memory = new InMemoryRemoteStore(() -> Instant.ofEpochMilli(millis.get()));
    private final FaultyRemoteStore faulty = new FaultyRemoteStore(memory);

    @Override
    protected RemoteStore store() {
        return faulty;
    }

    @Override
    protected void damage(String key) {
        memory.damage(key);
    }

    @Override
    protected void elapse(Duration time) {
        millis.addAndGet(time.toMillis());
    }

    @Test
    void aFailingOperationIsNotDone() {
        faulty.set(RemoteOperation.OPEN, Fault.fail(RemoteAwayException::new));
        StepVerifier.create(faulty.open("k", TOKEN, new Position(1, 0, 5), FENCE))
                .verifyError(RemoteAwayException.class);
        assertThat(isOpened("k")).isFalse();
        assertThat(faulty.calls(RemoteOperation.OPEN)).isEqualTo(1);
    }

    @Test
    void aDroppedReplyIsAnErrorOfWhatWasDone() {
        faulty.set(RemoteOperation.OPEN, Fault.dropReply(RemoteAwayException::new));
        StepVerifier.create(faulty.open("k", TOKEN, new Position(1, 0, 5), FENCE))
                .verifyError(RemoteAwayException.class);
        assertThat(isOpened("k")).isTrue();
    }

    @Test
    void aHangingOperationNeverEnds() {
        faulty.setAll(Fault.hang());
        StepVerifier.create(faulty.read("k", FENCE))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(50))
                .thenCancel()
                .verify();
        faulty.heal();
        StepVerifier.create(faulty.read("k", FENCE)).expectNextCount(1).verifyComplete();
    }

    @Test
    void aDelayedOperationIsDoneLater() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        faulty.set(RemoteOperation.OPEN, Fault.delay(Duration.ofSeconds(3), time));
        StepVerifier.create(faulty.open("k", TOKEN, new Position(1, 0, 5), FENCE))
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(2)))
                .then(() -> assertThat(isOpened("k")).isFalse())
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .verifyComplete();
        assertThat(isOpened("k")).isTrue();
    }

    @Test
    void aHeldOperationWaitsForItsRelease() {
        Hold hold = faulty.hold(RemoteOperation.OPEN);
        StepVerifier.create(faulty.open("k", TOKEN, new Position(1, 0, 5), FENCE))
                .then(() -> StepVerifier.create(hold.arrived()).verifyComplete())
                .then(() -> assertThat(isOpened("k")).isFalse())
                .then(hold::release)
                .verifyComplete();
        assertThat(isOpened("k")).isTrue();
    }

    /** Looks past the faults: a tombstone is told from nothing by the older fill it turns away. */
    private boolean isOpened(String key) {
        Ticket ticket = memory.read(key, FENCE).blockOptional().orElseThrow().ticket();
        boolean filled = Boolean.TRUE.equals(memory.fill(key, OLD, ticket).block());
        return !filled;
    }
}
