package io.reactivecache.operator;

import static io.reactivecache.operator.CacheOperators.readThrough;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.reactivecache.CacheClosedException;
import io.reactivecache.InvalidKeyException;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Race;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;

final class ReadThroughTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final ReactiveCache<String, String> cache = ReactiveCaches.builder("orders")
            .keys(String.class)
            .values(String.class)
            .flight(flight -> flight.contextKey("span"))
            .build();
    private final AtomicInteger subscribed = new AtomicInteger();

    private Mono<String> counted(Mono<String> source) {
        return source.doOnSubscribe(subscription -> subscribed.incrementAndGet());
    }

    @Test
    void theSourceIsSubscribedOnlyIfTheCacheHasNoValue() {
        Mono<String> read = counted(Mono.just("value")).transform(readThrough(cache, "key"));
        assertThat(subscribed).hasValue(0);

        StepVerifier.create(read).expectNext("value").verifyComplete();
        StepVerifier.create(read).expectNext("value").verifyComplete();
        StepVerifier.create(cache.get("key")).expectNext("value").verifyComplete();
        assertThat(subscribed).hasValue(1);
    }

    @Test
    void eachSubscriptionIsAReadOfItsOwn() {
        Mono<String> read = counted(Mono.just("value")).transform(readThrough(cache, "key"));
        StepVerifier.create(read).expectNext("value").verifyComplete();
        StepVerifier.create(cache.invalidate("key")).expectNextCount(1).verifyComplete();

        StepVerifier.create(read).expectNext("value").verifyComplete();
        assertThat(subscribed).hasValue(2);
    }

    @Test
    void readsWithOptionsReadThroughAsWell() {
        Mono<String> anew = counted(Mono.just("value"))
                .transform(readThrough(cache.with(ReadOptions.none().refresh()), "key"));
        StepVerifier.create(anew).expectNext("value").verifyComplete();
        StepVerifier.create(anew).expectNext("value").verifyComplete();

        assertThat(subscribed).hasValue(2);
    }

    @Test
    void readersThatMissTogetherShareOneSource() {
        Sinks.One<String> source = Sinks.one();
        AtomicInteger values = new AtomicInteger();
        try (Race race = new Race(4)) {
            race.run(runner -> counted(source.asMono())
                    .transform(readThrough(cache, "key"))
                    .subscribe(value -> values.incrementAndGet()));
        }
        source.tryEmitValue("value").orThrow();

        assertThat(subscribed).hasValue(1);
        assertThat(values).hasValue(4);
    }

    @Test
    void aCancelledReaderHarmsNobodyAndTheSourceGoesOn() {
        TestPublisher<String> source = TestPublisher.create();
        Mono<String> read = source.mono().transform(readThrough(cache, "key"));
        Heard<String> leaver = Heard.of(read);
        Heard<String> stayer = Heard.of(read);
        leaver.cancel();
        source.assertNotCancelled();
        source.emit("value");

        assertThat(leaver.isNothing()).isTrue();
        assertThat(stayer.values()).containsExactly("value");
    }

    @Test
    void anEmptySourceIsAnAbsentValue() {
        Mono<String> read = counted(Mono.empty()).transform(readThrough(cache, "key"));

        StepVerifier.create(read).verifyComplete();
    }

    @Test
    void anErrorOfTheSourceIsPassedOnAsItIsAndNotKept() {
        IllegalStateException down = new IllegalStateException("down");
        Mono<String> read = counted(Mono.error(down)).transform(readThrough(cache, "key"));

        StepVerifier.create(read).expectErrorMatches(error -> error == down).verify(LONG);
        StepVerifier.create(read).expectErrorMatches(error -> error == down).verify(LONG);
        assertThat(subscribed).hasValue(2);
    }

    @Test
    void theSourceSeesTheReducedContextOfItsFirstReader() {
        Mono<String> source = Mono.deferContextual(
                context -> Mono.just(context.get("span") + " " + context.getOrDefault("user", "nobody")));

        StepVerifier.create(source.transform(readThrough(cache, "key"))
                        .contextWrite(Context.of("span", "first", "user", "alice")))
                .expectNext("first nobody")
                .verifyComplete();
    }

    @Test
    void aClosedCacheDoesNotSubscribeTheSource() {
        StepVerifier.create(cache.close()).expectComplete().verify(LONG);

        StepVerifier.create(counted(Mono.just("value")).transform(readThrough(cache, "key")))
                .expectError(CacheClosedException.class)
                .verify(LONG);
        assertThat(subscribed).hasValue(0);
    }

    @Test
    @SuppressWarnings("NullAway") // null is what is tested
    void argumentsAreCheckedBeforeThereIsASource() {
        assertThatNullPointerException()
                .isThrownBy(() -> readThrough(null, "key"))
                .withMessage("cache");
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> readThrough(cache, null))
                .withMessage("key: null (expected: not null)");
        assertThatNullPointerException()
                .isThrownBy(() -> readThrough(cache, "key").apply(null))
                .withMessage("source");
    }
}
