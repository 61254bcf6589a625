package io.reactivecache.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

final class FaultTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicInteger done = new AtomicInteger();
    private final Mono<Integer> operation = Mono.fromSupplier(done::incrementAndGet);
    private final KeyFaults<String> keys = new KeyFaults<>();

    @AfterEach
    void stop() {
        time.dispose();
    }

    @Test
    void anOperationThatFailsIsNotDone() {
        StepVerifier.create(Fault.fail(() -> new IllegalStateException("away")).of(operation))
                .expectErrorMessage("away")
                .verify(LONG);

        assertThat(done).hasValue(0);
    }

    @Test
    void anOperationWhoseReplyIsDroppedIsDone() {
        StepVerifier.create(
                        Fault.dropReply(() -> new IllegalStateException("lost")).of(operation))
                .expectErrorMessage("lost")
                .verify(LONG);

        assertThat(done).hasValue(1);
    }

    @Test
    void anOperationIsDelayedByTheTimeItIsGiven() {
        StepVerifier.create(Fault.delay(Duration.ofSeconds(5), time).of(operation))
                .then(() -> time.advanceTimeBy(Duration.ofMillis(4_999)))
                .then(() -> assertThat(done).hasValue(0))
                .then(() -> time.advanceTimeBy(Duration.ofMillis(1)))
                .expectNext(1)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void anOperationThatHangsIsNotDoneAndCanBeCancelled() {
        StepVerifier.create(Fault.hang().of(operation))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(1))
                .thenCancel()
                .verify(LONG);

        assertThat(done).hasValue(0);
    }

    @Test
    void aHoldLetsAllGoAtOnce() {
        Hold hold = new Hold();

        StepVerifier.create(Mono.zip(hold.of(operation), hold.of(operation)).then(hold.arrived()))
                .then(() -> assertThat(done).hasValue(0))
                .then(hold::release)
                .expectComplete()
                .verify(LONG);
        assertThat(done).hasValue(2);
    }

    @Test
    void aKeyHasAFaultOfItsOwn() {
        keys.set("a", Fault.fail(() -> new IllegalStateException("away")));

        StepVerifier.create(keys.of("b", operation))
                .expectNext(1)
                .expectComplete()
                .verify(LONG);
        StepVerifier.create(keys.of("a", operation)).expectErrorMessage("away").verify(LONG);
        StepVerifier.create(keys.ofAll(List.of("b", "a"), operation))
                .expectErrorMessage("away")
                .verify(LONG);
        keys.heal("a");
        StepVerifier.create(keys.ofAll(List.of("b", "a"), operation))
                .expectNext(2)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void aKeyHangsUntilItIsReleased() {
        keys.hang("a");

        StepVerifier.create(keys.of("b", operation))
                .expectNext(1)
                .expectComplete()
                .verify(LONG);
        StepVerifier.create(keys.of("a", operation))
                .then(() -> assertThat(done).hasValue(1))
                .then(() -> keys.release("a"))
                .expectNext(2)
                .expectComplete()
                .verify(LONG);
        StepVerifier.create(keys.of("a", operation))
                .expectNext(3)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void bytesAreCorruptedInACopy() {
        byte[] bytes = {1, 2, 3};

        assertThat(Corruption.NONE.of(bytes)).containsExactly(1, 2, 3);
        assertThat(Corruption.flip(9).of(bytes)).containsExactly(1, 0, 3);
        assertThat(Corruption.flip(24).of(bytes)).containsExactly(0, 2, 3);
        assertThat(Corruption.flip(0).of(new byte[0])).isEmpty();
        assertThat(Corruption.truncate(1).of(bytes)).containsExactly(1);
        assertThat(Corruption.truncate(9).of(bytes)).containsExactly(1, 2, 3);
        assertThat(Corruption.replace((byte) 7).of(bytes)).containsExactly(7);
        assertThat(bytes).containsExactly(1, 2, 3);
    }
}
