package io.reactivecache.internal.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.config.WriteBehindConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Tickets come as they were added and asked for, and end without a noise. */
final class TicketsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MANY = 10_000;

    private final Tickets tickets = new Tickets(Schedulers.immediate());
    private final List<Throwable> dropped = new CopyOnWriteArrayList<>();

    @AfterEach
    void reset() {
        Hooks.resetOnErrorDropped();
    }

    @Test
    void asManyAreEmittedAsWereAddedAndAskedFor() {
        tickets.add(3);
        StepVerifier.create(tickets, 2)
                .expectNextCount(2)
                .then(() -> tickets.add(1))
                .thenRequest(1)
                .expectNextCount(1)
                .thenRequest(5)
                .expectNextCount(1)
                .then(() -> tickets.add(2))
                .expectNextCount(2)
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void noneIsLostOrMadeUpWhateverThreadsAddThem() {
        Scheduler threads = Schedulers.newParallel("tickets", 3);
        Tickets many = new Tickets(threads);
        Flux<Void> adding = Flux.range(0, 2 * MANY)
                .flatMap(i -> Mono.<Void>fromRunnable(() -> many.add(1)).subscribeOn(threads), 2);
        try {
            StepVerifier.create(many.limitRate(7).take(2 * MANY).mergeWith(adding.thenMany(Flux.empty())))
                    .expectNextCount(2 * MANY)
                    .expectComplete()
                    .verify(LIMIT);
        } finally {
            threads.dispose();
        }
    }

    @Test
    void thereIsOneSubscriber() {
        tickets.subscribe();

        StepVerifier.create(tickets).expectError(IllegalStateException.class).verify(LIMIT);
    }

    @Test
    void aSchedulerThatTakesNothingAnyMoreEndsThem() {
        Scheduler gone = Schedulers.newSingle("gone");
        gone.dispose();

        StepVerifier.create(new Tickets(gone))
                .expectError(RejectedExecutionException.class)
                .verify(LIMIT);
    }

    /** Whoever adds one may be at any point of it when another thread cancels. */
    @Test
    void cancellingWhileOneIsAddedDropsNoError() {
        Hooks.onErrorDropped(dropped::add);
        InterruptedScheduler scheduler = new InterruptedScheduler();
        Batches batches = new Batches(WriteBehindConfig.builder().build(), scheduler);
        AtomicInteger begun = new AtomicInteger();
        scheduler.interruption(batches.run(
                        keys -> List.of(begun.incrementAndGet()),
                        taken -> Mono.<Integer>empty(),
                        taken -> Flux.empty(),
                        taken -> Mono.empty())
                .subscribe()::dispose);
        IntStream.range(0, 2).forEach(i -> batches.add(1));

        assertThat(dropped).isEmpty();
        assertThat(begun).hasValue(0);
    }
}
