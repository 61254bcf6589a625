package io.reactivecache.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Race;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** Subscribers whose sources answer and fail side by side. */
final class StaleIfErrorOrderTest {

    private static final Duration MAX_STALE = Duration.ofMinutes(10);
    private static final IllegalStateException DOWN = new IllegalStateException("down");

    private final HandClock clock = new HandClock();
    private final StaleIfError<String> stale =
            StaleIfError.<String>builder(MAX_STALE).clock(clock).build();
    private final TestPublisher<String> earlier = TestPublisher.create();
    private final TestPublisher<String> later = TestPublisher.create();

    private Mono<String> failing() {
        return Mono.<String>error(DOWN).transform(stale);
    }

    @Test
    void theAnswerOfALaterSubscriberStaysWhenAnEarlierOneIsAnsweredAfterIt() {
        Heard<String> first = Heard.of(earlier.mono().transform(stale));
        Heard<String> second = Heard.of(later.mono().transform(stale));
        later.emit("new");
        earlier.emit("old");

        assertThat(first.values()).containsExactly("old");
        assertThat(second.values()).containsExactly("new");
        StepVerifier.create(failing()).expectNext("new").verifyComplete();
    }

    @Test
    void theAbsenceALaterSubscriberFoundStaysToo() {
        Heard.of(earlier.mono().transform(stale));
        Heard.of(later.mono().transform(stale));
        later.complete();
        earlier.emit("old");

        StepVerifier.create(failing())
                .expectErrorMatches(error -> error == DOWN)
                .verify();
    }

    @Test
    void nobodyPausesForAFailureThatALaterAnswerHasOvertaken() {
        Heard<String> first = Heard.of(earlier.mono().transform(stale));
        Heard.of(later.mono().transform(stale));
        later.emit("new");
        earlier.error(DOWN);

        assertThat(first.values()).containsExactly("new");
        StepVerifier.create(Mono.just("newer").transform(stale))
                .expectNext("newer")
                .verifyComplete();
    }

    @Test
    void theFailureOfALaterSubscriberMakesOthersPauseThoughAnEarlierOneIsAnswered() {
        Heard.of(earlier.mono().transform(stale));
        Heard.of(later.mono().transform(stale));
        later.error(DOWN);
        earlier.emit("value");

        StepVerifier.create(Mono.just("untried").transform(stale))
                .expectNext("value")
                .verifyComplete();
    }

    @Test
    void thePauseOfALaterFailureIsNotChangedByAnEarlierOne() {
        StepVerifier.create(Mono.just("value").transform(stale))
                .expectNext("value")
                .verifyComplete();
        Heard.of(earlier.mono().transform(stale));
        Heard.of(later.mono().transform(stale));
        later.error(DOWN);
        clock.advance(Duration.ofMillis(500));
        earlier.error(DOWN);
        clock.advance(Duration.ofMillis(500));

        StepVerifier.create(Mono.just("tried").transform(stale))
                .expectNext("tried")
                .verifyComplete();
    }

    /** Values are numbered as they are given: what had been given when an answered subscriber came is over from then on. */
    @Test
    void whatStandsInIsNeverOlderThanTheBeginOfAnAnsweredSubscriber() {
        AtomicInteger given = new AtomicInteger();
        StaleIfError<Integer> last = StaleIfError.<Integer>builder(MAX_STALE)
                .clock(clock)
                .throttle(Duration.ZERO)
                .build();
        StepVerifier.create(Mono.just(0).transform(last)).expectNext(0).verifyComplete();
        try (Race race = new Race(4)) {
            race.run(runner -> {
                AtomicInteger mine = new AtomicInteger();
                Mono<Integer> read = Mono.fromSupplier(given::incrementAndGet)
                        .doOnNext(mine::set)
                        .flatMap(value -> value % 3 == 0 ? Mono.<Integer>error(DOWN) : Mono.just(value))
                        .transform(last);
                int over = 0;
                for (int round = 0; round < 20_000; round++) {
                    int before = given.get();
                    int heard = read.toFuture().get();
                    assertThat(heard).isGreaterThanOrEqualTo(over);
                    over = heard == mine.get() ? before : over;
                }
            });
        }
    }

    @Test
    void manySubscribersOfAFailingSourceAllHearTheValueAndFewTry() {
        AtomicInteger tries = new AtomicInteger();
        Mono<String> down = Mono.<String>defer(() -> {
                    tries.incrementAndGet();
                    return Mono.error(DOWN);
                })
                .subscribeOn(Schedulers.parallel())
                .transform(stale);
        StepVerifier.create(Mono.just("value").transform(stale))
                .expectNext("value")
                .verifyComplete();
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        try (Race race = new Race(4)) {
            race.run(runner -> {
                for (int round = 0; round < 1_000; round++) {
                    heard.add(down.toFuture().get());
                }
            });
        }

        assertThat(heard).hasSize(4_000).containsOnly("value");
        assertThat(tries).hasValueBetween(1, 4);
    }
}
