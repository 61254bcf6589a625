package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Lookup;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.fixture.ScriptedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

final class LocalWriteTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Map<String, String> truth = new LinkedHashMap<>();
    private Supplier<Mono<Void>> writing = Mono::empty;
    private final List<Object> done = new ArrayList<>();

    @AfterEach
    void stop() {
        time.dispose();
    }

    @Test
    void aPutIsReadAtOnceFromTheLocalTier() {
        ReactiveCache<String, String> cache = builder().build();
        put(cache, "key", "value");

        StepVerifier.create(cache.lookup("key"))
                .assertNext(found -> {
                    assertThat(found.value()).isEqualTo("value");
                    assertThat(found.source()).isEqualTo(Source.LOCAL);
                    assertThat(found.stamp().map(Position::offset)).contains(0L);
                })
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void positionsGrowWithEachWriteAndStampWhatIsReadAfterwards() {
        ReactiveCache<String, String> cache = builder().loader(Mono::just).build();
        cache.put("key", "a").subscribe(done::add);
        cache.invalidate("key").subscribe(done::add);
        time.advanceTime();

        assertThat(done).extracting(position -> ((Position) position).offset()).containsExactlyInAnyOrder(0L, 1L);
        StepVerifier.create(cache.lookup("key").map(Lookup::stamp))
                .assertNext(stamp -> assertThat(stamp.map(Position::offset)).contains(1L))
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void doesNothingBeforeTheSubscription() {
        ReactiveCache<String, String> cache = writing().build();
        cache.put("key", "value");
        cache.invalidate("key");

        assertThat(truth).isEmpty();
        StepVerifier.create(cache.get("key")).expectComplete().verify(LONG);
    }

    @Test
    void theSystemOfRecordIsWrittenFirstWithTheCallersContext() {
        ReactiveCache<String, String> cache = builder()
                .writer((key, value) -> Mono.deferContextual(context -> {
                    truth.put(key, value + " by " + context.get("user"));
                    return Mono.empty();
                }))
                .build();
        cache.put("key", "value").contextWrite(Context.of("user", "alice")).subscribe(done::add);
        time.advanceTime();

        assertThat(truth).containsEntry("key", "value by alice");
        assertThat(done).hasSize(1);
        expect(cache, "key", "value");
    }

    @Test
    void theOldValueStaysReadableUntilTheSystemOfRecordKeepsTheNewOne() {
        ReactiveCache<String, String> cache = writing().build();
        put(cache, "key", "old");
        Sinks.Empty<Void> written = Sinks.empty();
        writing = written::asMono;
        cache.put("key", "new").subscribe(done::add);
        expect(cache, "key", "old");
        written.tryEmitEmpty().orThrow();
        time.advanceTime();

        assertThat(done).hasSize(1);
        expect(cache, "key", "new");
    }

    @Test
    void anInvalidatedKeyIsGoneHereBeforeTheLogDeliversTheRecord() {
        ScriptedLog log = new ScriptedLog();
        ReactiveCache<String, String> cache =
                builder().log(log).loader(key -> Mono.just("loaded")).build();
        log.reset(-1);
        expect(cache, "key", "loaded");
        StepVerifier.create(cache.invalidate("key"))
                .expectNextCount(1)
                .expectComplete()
                .verify(LONG);

        StepVerifier.create(cache.lookup("key").map(Lookup::source))
                .expectNext(Source.LOADED)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void anEarlierPutDeliveredAfterALaterInvalidationWasAcknowledgedDoesNotComeBack() {
        ScriptedLog log = new ScriptedLog();
        ReactiveCache<String, String> cache = builder().log(log).build();
        log.reset(-1);
        cache.put("key", "earlier").subscribe(done::add);
        cache.invalidate("key").subscribe(done::add);
        assertThat(done).containsExactly(position(1));
        log.deliver(0);

        StepVerifier.create(cache.get("key")).expectComplete().verify(LONG);
        time.advanceTime();
        assertThat(done).containsExactly(position(1), position(0));
    }

    @Test
    void cancellingAPutDoesNotStopTheWrite() {
        ReactiveCache<String, String> cache = writing().build();
        Sinks.Empty<Void> written = Sinks.empty();
        writing = written::asMono;
        cache.put("key", "value").subscribe(done::add).dispose();
        assertThat(written.currentSubscriberCount()).isEqualTo(1);
        written.tryEmitEmpty().orThrow();
        time.advanceTime();

        assertThat(done).isEmpty();
        expect(cache, "key", "value");
    }

    @Test
    void putsOfAKeyTakeTurns() {
        ScriptedLog log = new ScriptedLog();
        ReactiveCache<String, String> cache = builder().log(log).build();
        log.reset(-1);
        cache.put("key", "first").subscribe(done::add);
        cache.put("key", "second").subscribe(done::add);
        time.advanceTime();
        assertThat(log.appended()).hasSize(1);
        log.deliver(0);
        time.advanceTime();
        assertThat(log.appended()).hasSize(2);
        log.deliver(1);
        time.advanceTime();

        assertThat(done).containsExactly(position(0), position(1));
        expect(cache, "key", "second");
    }

    @Test
    void withoutAWriterTheNewestOfOverlappingWritesWins() {
        ScriptedLog log = new ScriptedLog();
        ReactiveCache<String, String> cache = builder().log(log).build();
        overlapping(log, cache);

        expect(cache, "key", "second");
    }

    @Test
    void withAWriterOverlappingWritesLeaveTheKeyEmpty() {
        ScriptedLog log = new ScriptedLog();
        ReactiveCache<String, String> cache = writing().log(log).build();
        overlapping(log, cache);

        StepVerifier.create(cache.get("key")).expectComplete().verify(LONG);
    }

    @Test
    void withALoaderTheSourceIsTheTruthAndOverlappingWritesLeaveTheKeyEmpty() {
        ScriptedLog log = new ScriptedLog();
        ReactiveCache<String, String> cache =
                builder().log(log).loader(key -> Mono.just("source")).build();
        overlapping(log, cache);

        expect(cache, "key", "source");
    }

    private void overlapping(ScriptedLog log, ReactiveCache<String, String> cache) {
        log.reset(-1);
        elsewhere(log).invalidate("key").block(LONG);
        cache.put("key", "second").subscribe(done::add);
        assertThat(done).isEmpty();
        log.deliver(0);
        log.deliver(1);
        time.advanceTime();

        assertThat(done).containsExactly(position(1));
    }

    private static ReactiveCache<String, String> elsewhere(ScriptedLog log) {
        return ReactiveCaches.builder("orders")
                .keys(String.class)
                .values(String.class)
                .log(new Relayed(log))
                .build();
    }

    @Test
    void aWriteFromElsewhereWhileAPutIsUnderWayLeavesTheKeyEmpty() {
        ScriptedLog log = new ScriptedLog();
        ReactiveCache<String, String> cache = writing().log(log).build();
        ReactiveCache<String, String> elsewhere = elsewhere(log);
        log.reset(-1);
        StepVerifier.create(elsewhere.invalidate("key"))
                .expectNextCount(1)
                .expectComplete()
                .verify(LONG);
        cache.put("key", "mine").subscribe(done::add);
        log.deliver(0);
        log.deliver(1);
        time.advanceTime();

        assertThat(done).containsExactly(position(1));
        StepVerifier.create(cache.get("key")).expectComplete().verify(LONG);
    }

    @Test
    void aFailedWriterInvalidatesTheKeyAndSaysSo() {
        ReactiveCache<String, String> cache = writing().build();
        put(cache, "key", "old");
        IllegalStateException failure = new IllegalStateException("down");
        writing = () -> Mono.error(failure);

        StepVerifier.create(cache.put("key", "new"))
                .expectErrorSatisfies(error -> failed(error, Step.TRUTH, true))
                .verify(LONG);
        StepVerifier.create(cache.get("key")).expectComplete().verify(LONG);
    }

    @Test
    void aWriterThatThrowsOrReturnsNullHasFailed() {
        ReactiveCache<String, String> cache = writing().build();
        writing = () -> {
            throw new IllegalStateException("thrown");
        };
        StepVerifier.create(cache.put("key", "new"))
                .expectErrorSatisfies(error -> failed(error, Step.TRUTH, true))
                .verify(LONG);
        writing = () -> null;
        StepVerifier.create(cache.put("key", "new"))
                .expectErrorSatisfies(error -> failed(error, Step.TRUTH, true))
                .verify(LONG);
    }

    @Test
    void aWriterThatHangsIsCutOffAndTheKeyInvalidated() {
        ReactiveCache<String, String> cache = writing().build();
        put(cache, "key", "old");
        writing = Mono::never;
        cache.put("key", "new").subscribe(null, done::add);
        time.advanceTimeBy(Duration.ofSeconds(30));

        assertThat(done).singleElement().satisfies(error -> failed((Throwable) error, Step.TRUTH, true));
        StepVerifier.create(cache.get("key")).expectComplete().verify(LONG);
    }

    @Test
    void aLogThatDoesNotAcknowledgeFailsTheWriteAndSaysSo() {
        ScriptedLog log = new ScriptedLog();
        ReactiveCache<String, String> cache = builder().log(log).build();
        log.reset(-1);
        log.acknowledging(() -> Mono.error(new IllegalStateException("refused")));
        StepVerifier.create(cache.invalidate("key"))
                .expectErrorSatisfies(error -> failed(error, Step.ANNOUNCE, false))
                .verify(LONG);
        log.acknowledging(Mono::never);
        cache.put("key", "value").subscribe(null, done::add);
        time.advanceTimeBy(Duration.ofSeconds(10));

        assertThat(done).singleElement().satisfies(error -> failed((Throwable) error, Step.ANNOUNCE, false));
    }

    @Test
    void aWideInvalidationTheLogDoesNotAcknowledgeFailsInTime() {
        ScriptedLog log = new ScriptedLog();
        ReactiveCache<String, String> cache = builder().log(log).build();
        log.reset(-1);
        log.acknowledging(Mono::never);
        cache.clear().subscribe(null, done::add);
        time.advanceTimeBy(Duration.ofSeconds(10));

        assertThat(done).singleElement().satisfies(error -> failed((Throwable) error, Step.ANNOUNCE, false));
    }

    @Test
    void aWriterAndALogThatBothFailAreBothReported() {
        ScriptedLog log = new ScriptedLog();
        ReactiveCache<String, String> cache = writing().log(log).build();
        log.reset(-1);
        writing = () -> Mono.error(new IllegalStateException("down"));
        log.acknowledging(() -> Mono.error(new IllegalStateException("refused")));

        StepVerifier.create(cache.put("key", "value"))
                .expectErrorSatisfies(error -> {
                    failed(error, Step.TRUTH, false);
                    assertThat(error.getSuppressed()).singleElement().isInstanceOf(WriteFailedException.class);
                })
                .verify(LONG);
    }

    @Test
    void aWriteBeforeTheLogIsReachedFailsInTime() {
        ReactiveCache<String, String> cache = builder().log(new ScriptedLog()).build();
        cache.put("key", "value").subscribe(null, done::add);
        time.advanceTimeBy(Duration.ofSeconds(10));

        assertThat(done).singleElement().satisfies(error -> failed((Throwable) error, Step.BEGIN, false));
    }

    @Test
    void aPutWhoseRecordIsNeverDeliveredEndsAsAnInvalidation() {
        ScriptedLog log = new ScriptedLog();
        ReactiveCache<String, String> cache = writing().log(log).build();
        log.reset(-1);
        cache.put("key", "value").subscribe(done::add);
        time.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(done).containsExactly(position(0));
        log.deliver(0);

        StepVerifier.create(cache.get("key")).expectComplete().verify(LONG);
    }

    private static void failed(Throwable error, Step step, boolean announced) {
        assertThat(error).isInstanceOfSatisfying(WriteFailedException.class, failed -> {
            assertThat(failed.step()).isEqualTo(step);
            assertThat(failed.announced()).isEqualTo(announced);
        });
    }

    private static Position position(long offset) {
        return new Position(ScriptedLog.EPOCH, 0, offset);
    }

    private CacheBuilder<String, String> writing() {
        return builder().writer((key, value) -> writing.get().doOnSubscribe(begun -> truth.put(key, value)));
    }

    private CacheBuilder<String, String> builder() {
        return ReactiveCaches.builder("orders")
                .keys(String.class)
                .values(String.class)
                .scheduler(time);
    }

    private void put(ReactiveCache<String, String> cache, String key, String value) {
        int before = done.size();
        cache.put(key, value).subscribe(done::add);
        time.advanceTime();
        assertThat(done).hasSize(before + 1);
        done.clear();
    }

    private static void expect(ReactiveCache<String, String> cache, String key, String value) {
        StepVerifier.create(cache.get(key)).expectNext(value).expectComplete().verify(LONG);
    }
}
