package io.reactivecache.operator;

import static io.reactivecache.operator.CacheOperators.readAll;
import static io.reactivecache.operator.CacheOperators.readAllInOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.reactivecache.BulkAnswer;
import io.reactivecache.CacheClosedException;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

final class ReadAllTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration WAIT = Duration.ofMillis(2);

    private final Queue<Set<Integer>> loads = new ConcurrentLinkedQueue<>();
    private final ReactiveCache<Integer, String> cache = ReactiveCaches.builder("numbers")
            .keys(Integer.class)
            .values(String.class)
            .bulkLoader(this::loaded)
            .build();

    /** Keys below zero have no value, 13 cannot be loaded. */
    private Mono<Map<Integer, String>> loaded(Set<Integer> keys) {
        loads.add(keys);
        return keys.contains(13)
                ? Mono.error(new IllegalStateException("thirteen"))
                : Mono.just(keys.stream()
                        .filter(key -> key >= 0)
                        .collect(Collectors.toMap(key -> key, key -> "value" + key)));
    }

    @Test
    void allKeysOfABatchAreLoadedTogether() {
        StepVerifier.create(Flux.just(1, 2, 2).transform(readAll(cache)).map(BulkAnswer::key))
                .expectNext(1, 2)
                .expectComplete()
                .verify(LONG);
        assertThat(loads).containsExactly(Set.of(1, 2));
    }

    @Test
    void inOrderEachKeyIsAnsweredOnceForEachTimeItComes() {
        StepVerifier.create(Flux.just(3, 1, 3, -2, 1).transform(readAllInOrder(cache)))
                .expectNext(BulkAnswer.of(3, "value3"), BulkAnswer.of(1, "value1"), BulkAnswer.of(3, "value3"))
                .expectNext(BulkAnswer.absent(-2), BulkAnswer.of(1, "value1"))
                .expectComplete()
                .verify(LONG);
        assertThat(loads).containsExactly(Set.of(3, 1, -2));
    }

    @Test
    void aKeyThatTakesLongIsNotOvertakenByItsBatchOrTheNext() {
        Sinks.One<String> slow = Sinks.one();
        ReactiveCache<Integer, String> uneven = ReactiveCaches.builder("numbers")
                .keys(Integer.class)
                .values(String.class)
                .loader(key -> key == 1 ? slow.asMono() : Mono.just("value" + key))
                .build();

        StepVerifier.create(Flux.just(1, 2, 3, 4, 5)
                        .transform(readAllInOrder(uneven, 2, WAIT))
                        .map(BulkAnswer::key))
                .expectSubscription()
                .then(() -> slow.tryEmitValue("value1").orThrow())
                .expectNext(1, 2, 3, 4, 5)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void whatCannotBeReadIsInItsAnswer() {
        StepVerifier.create(Flux.just(1).concatWith(Mono.just(13)).transform(readAllInOrder(cache, 1, WAIT)))
                .expectNext(BulkAnswer.of(1, "value1"))
                .assertNext(answer -> {
                    assertThat(answer.key()).isEqualTo(13);
                    assertThat(answer.failure())
                            .get()
                            .extracting(Throwable::getMessage)
                            .isEqualTo("thirteen");
                })
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void aKeyWaitsForOthersNoLongerThanTold() {
        StepVerifier.withVirtualTime(() -> Flux.just(1)
                        .concatWith(Mono.never())
                        .transform(readAllInOrder(cache, 10, Duration.ofSeconds(1))))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(999))
                .thenAwait(Duration.ofMillis(1))
                .expectNext(BulkAnswer.of(1, "value1"))
                .thenCancel()
                .verify(LONG);
    }

    @Test
    void batchesAreReadAsTheirAnswersAreTaken() {
        AtomicLong asked = new AtomicLong();
        Flux<Integer> keys = Flux.range(0, 1_000_000).doOnNext(key -> asked.incrementAndGet());

        StepVerifier.create(keys.transform(readAllInOrder(cache, 4, WAIT)), 0)
                .expectSubscription()
                .then(() -> assertThat(loads).isEmpty())
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(loads).hasSize(1))
                .thenRequest(3)
                .expectNextCount(3)
                .then(() -> assertThat(loads).hasSizeLessThanOrEqualTo(2))
                .then(() -> assertThat(asked.get()).isLessThanOrEqualTo(6 * 4))
                .thenCancel()
                .verify(LONG);
    }

    @Test
    void aFailureOfTheKeysComesAfterTheAnswersBeforeIt() {
        Flux<Integer> keys = Flux.just(1, 2).concatWith(Mono.error(new IllegalStateException("keys")));

        StepVerifier.create(keys.transform(readAllInOrder(cache)))
                .expectNext(BulkAnswer.of(1, "value1"), BulkAnswer.of(2, "value2"))
                .expectErrorMessage("keys")
                .verify(LONG);
    }

    @Test
    void cancellingCancelsTheKeys() {
        TestPublisher<Integer> keys = TestPublisher.create();

        StepVerifier.create(keys.flux().transform(readAllInOrder(cache, 1, WAIT)))
                .then(() -> keys.next(1))
                .expectNext(BulkAnswer.of(1, "value1"))
                .thenCancel()
                .verify(LONG);
        keys.assertCancelled();
    }

    @Test
    void aClosedCacheFailsEachKey() {
        StepVerifier.create(cache.close()).expectComplete().verify(LONG);

        for (Function<Flux<Integer>, Flux<BulkAnswer<Integer, String>>> reads :
                Set.of(CacheOperators.readAll(cache), readAllInOrder(cache))) {
            StepVerifier.create(Flux.just(1).transform(reads))
                    .assertNext(answer -> assertThat(answer.failure()).containsInstanceOf(CacheClosedException.class))
                    .expectComplete()
                    .verify(LONG);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // null is what is tested
    void argumentsAreCheckedBeforeThereAreKeys() {
        assertThatNullPointerException().isThrownBy(() -> readAll(null)).withMessage("cache");
        assertThatNullPointerException().isThrownBy(() -> readAllInOrder(null)).withMessage("cache");
        assertThatNullPointerException()
                .isThrownBy(() -> readAllInOrder(cache, 1, null))
                .withMessage("maxWait");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> readAllInOrder(cache, 0, WAIT))
                .withMessage("maxKeys: 0 (expected: 1 to 100000)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> readAllInOrder(cache, 100_001, WAIT))
                .withMessage("maxKeys: 100001 (expected: 1 to 100000)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> readAllInOrder(cache, 1, Duration.ZERO))
                .withMessage("maxWait: PT0S (expected: > 0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> readAllInOrder(cache, 1, Duration.ofDays(36_501)))
                .withMessage("maxWait: PT876024H (expected: <= PT876000H)");
    }
}
