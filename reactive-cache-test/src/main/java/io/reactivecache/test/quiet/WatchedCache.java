package io.reactivecache.test.quiet;

import io.reactivecache.CacheClosedException;
import io.reactivecache.CacheHealth;
import io.reactivecache.CacheStats;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Timing;
import io.reactivecache.spi.CacheGauge;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.CacheMetrics;
import io.reactivecache.spi.CacheTimer;
import io.reactivecache.test.AbstractCacheAssert;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** One cache of a test, and what it counts. */
final class WatchedCache implements CacheMetrics {

    private ToLongFunction<CacheMeter> counts = meter -> 0;
    private ToDoubleFunction<CacheGauge> gauges = gauge -> 0;
    private ToLongFunction<CacheTimer> timed = timer -> 0;
    private @Nullable ReactiveCache<?, ?> cache;

    void watch(ReactiveCache<?, ?> built) {
        cache = built;
    }

    long count(CacheMeter meter) {
        return counts.applyAsLong(meter);
    }

    double gauge(CacheGauge gauge) {
        return gauges.applyAsDouble(gauge);
    }

    /** A cache that is not closed is ready, or will be. */
    boolean isClosed() {
        return now(cache().ready()
                .thenReturn(false)
                .or(Mono.just(false))
                .onErrorResume(failure -> Mono.just(failure instanceof CacheClosedException)));
    }

    long timed(CacheTimer timer) {
        return timed.applyAsLong(timer);
    }

    @Override
    public Disposable publish(
            String name,
            ToLongFunction<CacheMeter> countsSoFar,
            ToDoubleFunction<CacheGauge> gaugesNow,
            Function<CacheTimer, Timing> timings) {
        timed = timer -> timings.apply(timer).count();
        counts = countsSoFar;
        gauges = gaugesNow;
        return Disposables.disposed();
    }

    /** What was given to a log that is away, or to a journal, outlives a cache that is closed; nothing else does. */
    void assertQuiet() {
        CacheStats stats = now(cache().stats());
        CacheHealth health = now(cache().health());
        boolean closed = isClosed();
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(health.flights()).as("flights").isZero();
            softly.assertThat(health.steps()).as("steps").isZero();
            softly.assertThat(stats.keysWritten()).as("keys written").isZero();
            softly.assertThat(stats.writesWaiting()).as("writes waiting").isZero();
            softly.assertThat(closed ? 0 : health.queued()).as("queued").isZero();
            softly.assertThat(closed ? 0 : health.owed()).as("owed").isZero();
            softly.assertThat(closed ? 0 : health.pending()).as("pending").isZero();
            softly.assertThat(closed ? stats.localSize() : 0).as("entries").isZero();
            MeterSums.of(this).check(softly);
        });
    }

    private ReactiveCache<?, ?> cache() {
        return Objects.requireNonNull(cache);
    }

    private static <T> T now(Mono<T> told) {
        return Objects.requireNonNull(told.block(AbstractCacheAssert.LIMIT));
    }
}
