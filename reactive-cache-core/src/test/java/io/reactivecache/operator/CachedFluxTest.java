package io.reactivecache.operator;

import static io.reactivecache.operator.CacheOperators.cachedFlux;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.reactivecache.CacheClosedException;
import io.reactivecache.InvalidKeyException;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.jackson.JsonCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.subscriber.TestSubscriber;
import reactor.util.context.Context;
import tools.jackson.core.type.TypeReference;

final class CachedFluxTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int MAX = 100;

    private final ReactiveCache<String, List<Integer>> cache = ReactiveCaches.builder("numbers")
            .keys(String.class)
            .values(JsonCodec.of(new TypeReference<List<Integer>>() {}))
            .build();
    private final AtomicInteger subscribed = new AtomicInteger();

    private Flux<Integer> cached(Flux<Integer> source) {
        return source.doOnSubscribe(subscription -> subscribed.incrementAndGet())
                .transform(cachedFlux(cache, "key", MAX));
    }

    @Test
    void theItemsAreReplayedInTheirOrder() {
        Flux<Integer> numbers = cached(Flux.range(0, MAX));
        assertThat(subscribed).hasValue(0);

        StepVerifier.create(numbers.collectList())
                .expectNext(Flux.range(0, MAX).collectList().block())
                .verifyComplete();
        StepVerifier.create(numbers.collectList())
                .expectNext(Flux.range(0, MAX).collectList().block())
                .verifyComplete();
        assertThat(subscribed).hasValue(1);
    }

    @Test
    void noMoreIsEmittedThanAskedForAndNothingIsLost() {
        Flux<Integer> numbers = cached(Flux.range(0, 5));
        assertThat(askedForBitByBit(numbers)).containsExactly(0, 1, 2, 3, 4);

        assertThat(askedForBitByBit(numbers)).containsExactly(0, 1, 2, 3, 4);
        assertThat(subscribed).hasValue(1);
    }

    private static List<Integer> askedForBitByBit(Flux<Integer> numbers) {
        TestSubscriber<Integer> subscriber =
                TestSubscriber.builder().initialRequest(0).build();
        numbers.subscribe(subscriber);
        assertThat(subscriber.getReceivedOnNext()).isEmpty();
        subscriber.request(1);
        assertThat(subscriber.getReceivedOnNext()).hasSize(1);
        subscriber.request(3);
        assertThat(subscriber.getReceivedOnNext()).hasSize(4);
        assertThat(subscriber.isTerminated()).isFalse();
        subscriber.request(1);
        assertThat(subscriber.isTerminatedComplete()).isTrue();
        return subscriber.getReceivedOnNext();
    }

    @Test
    void nothingIsEmittedBeforeTheSourceHasCompleted() {
        TestPublisher<Integer> source = TestPublisher.create();
        AtomicInteger emitted = new AtomicInteger();

        StepVerifier.create(cached(source.flux()).doOnNext(item -> emitted.incrementAndGet()))
                .then(() -> source.next(1, 2))
                .then(() -> assertThat(emitted).hasValue(0))
                .then(source::complete)
                .expectNext(1, 2)
                .verifyComplete();
    }

    @Test
    void anEmptySourceIsKeptAsAnEmptyList() {
        StepVerifier.create(cached(Flux.empty())).verifyComplete();
        StepVerifier.create(cached(Flux.just(1))).verifyComplete();

        StepVerifier.create(cache.get("key")).expectNext(List.of()).verifyComplete();
        assertThat(subscribed).hasValue(1);
    }

    @Test
    void anErrorIsPassedOnAsItIsWithoutItemsAndNotKept() {
        IllegalStateException down = new IllegalStateException("down");

        StepVerifier.create(cached(Flux.just(1, 2).concatWith(Flux.error(down))))
                .expectErrorMatches(error -> error == down)
                .verify(LONG);
        StepVerifier.create(cached(Flux.just(3))).expectNext(3).verifyComplete();
    }

    @Test
    void aSourceWithTooManyItemsIsCancelledAndNotKept() {
        TestPublisher<Integer> source = TestPublisher.create();
        AtomicLong asked = new AtomicLong();

        StepVerifier.create(cached(source.flux().doOnRequest(asked::addAndGet)))
                .then(() -> Flux.range(0, MAX + 1).subscribe(source::next))
                .expectErrorSatisfies(error -> {
                    assertThat(error)
                            .isInstanceOf(TooManyItemsException.class)
                            .hasMessage("items: more than 100 (expected: <= 100)");
                    assertThat(((TooManyItemsException) error).limit()).isEqualTo(MAX);
                    assertThat(error.getStackTrace()).isEmpty();
                })
                .verify(LONG);
        source.assertCancelled();
        assertThat(asked).hasValue(MAX + 1);
        StepVerifier.create(cache.get("key")).verifyComplete();
    }

    @Test
    void whatIsKeptCannotBeChanged() {
        StepVerifier.create(cached(Flux.just(1))).expectNext(1).verifyComplete();

        StepVerifier.create(cache.get("key"))
                .assertNext(items -> assertThat(items).isUnmodifiable())
                .verifyComplete();
    }

    @Test
    void aSubscriberThatCancelsDoesNotEndTheCollection() {
        TestPublisher<Integer> source = TestPublisher.create();
        Flux<Integer> numbers = cached(source.flux());
        numbers.subscribe().dispose();
        source.assertNotCancelled();
        source.emit(1, 2);

        StepVerifier.create(numbers).expectNext(1, 2).verifyComplete();
        assertThat(subscribed).hasValue(1);
    }

    @Test
    void cancellingAReplayLeavesTheEntry() {
        Flux<Integer> numbers = cached(Flux.range(0, MAX));
        StepVerifier.create(numbers.take(2)).expectNext(0, 1).verifyComplete();

        StepVerifier.create(numbers.count()).expectNext((long) MAX).verifyComplete();
        assertThat(subscribed).hasValue(1);
    }

    @Test
    void theSourceSeesTheReducedContext() {
        Flux<Integer> source = Flux.deferContextual(context -> Flux.just(context.size()));

        StepVerifier.create(cached(source).contextWrite(Context.of("user", "alice")))
                .expectNext(0)
                .verifyComplete();
    }

    @Test
    void whereNothingMayBeLoadedThereAreNoItems() {
        StepVerifier.create(Flux.just(1)
                        .transform(cachedFlux(cache.with(ReadOptions.none().localOnly()), "key", MAX)))
                .verifyComplete();
    }

    @Test
    void aClosedCacheDoesNotSubscribeTheSource() {
        StepVerifier.create(cache.close()).expectComplete().verify(LONG);

        StepVerifier.create(cached(Flux.just(1)))
                .expectError(CacheClosedException.class)
                .verify(LONG);
        assertThat(subscribed).hasValue(0);
    }

    @Test
    @SuppressWarnings("NullAway") // null is what is tested
    void argumentsAreCheckedBeforeThereIsASource() {
        assertThatNullPointerException()
                .isThrownBy(() -> cachedFlux(null, "key", 1))
                .withMessage("cache");
        assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(() -> cachedFlux(cache, null, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cachedFlux(cache, "key", 0))
                .withMessage("maxItems: 0 (expected: >= 1)");
        assertThatNullPointerException()
                .isThrownBy(() -> cachedFlux(cache, "key", 1).apply(null))
                .withMessage("source");
    }
}
