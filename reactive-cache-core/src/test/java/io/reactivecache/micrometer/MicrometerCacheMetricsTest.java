package io.reactivecache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reactivecache.Timing;
import io.reactivecache.spi.CacheGauge;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.CacheTimer;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

final class MicrometerCacheMetricsTest {

    /** A timer comes with three percentiles. */
    private static final int ALL =
            CacheMeter.values().length + CacheGauge.values().length + 4 * CacheTimer.values().length;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerCacheMetrics metrics = MicrometerCacheMetrics.of(registry);

    @Test
    void publishesEveryMeterAndReadsIt() {
        ToLongFunction<CacheMeter> counts = meter -> 100 + meter.ordinal();
        metrics.publish("orders", counts, gauge -> 42 + gauge.ordinal(), timer -> Timing.NONE);

        for (CacheMeter meter : CacheMeter.values()) {
            assertThat(counter(meter).count()).as(meter.name()).isEqualTo(100 + meter.ordinal());
        }
        for (CacheGauge gauge : CacheGauge.values()) {
            assertThat(registry.get(gauge.meterName())
                            .tags(Tags.of("cache", "orders").and(gauge.tags()))
                            .gauge()
                            .value())
                    .as(gauge.name())
                    .isEqualTo(42 + gauge.ordinal());
        }
        assertThat(registry.getMeters()).hasSize(ALL);
    }

    @Test
    void publishesHowLongStepsTook() {
        Timing timing = new Timing(
                4, Duration.ofSeconds(8), Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(30));
        metrics.publish("orders", meter -> 0, gauge -> 0, timer -> timer == CacheTimer.APPEND ? timing : Timing.NONE);
        FunctionTimer appends =
                registry.get("cache.append.time").tags("cache", "orders").functionTimer();

        assertThat(appends.count()).isEqualTo(4);
        assertThat(appends.totalTime(TimeUnit.SECONDS)).isEqualTo(8);
        assertThat(percentile("cache.append.time", "0.5")).isEqualTo(10);
        assertThat(percentile("cache.append.time", "0.95")).isEqualTo(20);
        assertThat(percentile("cache.append.time", "0.99")).isEqualTo(30);
        assertThat(percentile("cache.load.time", "0.99")).isZero();
    }

    private double percentile(String timer, String phi) {
        return registry.get(timer + ".percentile")
                .tags("cache", "orders", "phi", phi)
                .timeGauge()
                .value(TimeUnit.MILLISECONDS);
    }

    @Test
    void readsAnewAtEachReport() {
        AtomicLong count = new AtomicLong(1);
        metrics.publish("orders", meter -> count.get(), gauge -> 0, timer -> Timing.NONE);
        assertThat(counter(CacheMeter.LOAD).count()).isEqualTo(1);
        count.set(5);

        assertThat(counter(CacheMeter.LOAD).count()).isEqualTo(5);
    }

    @Test
    void disposingRemovesItsMetersAndNoOthers() {
        Disposable orders = metrics.publish("orders", meter -> 1, gauge -> 1, timer -> Timing.NONE);
        metrics.publish("customers", meter -> 2, gauge -> 2, timer -> Timing.NONE);
        orders.dispose();

        assertThat(registry.getMeters())
                .hasSize(ALL)
                .allSatisfy(meter -> assertThat(meter.getId().getTag("cache")).isEqualTo("customers"));
    }

    @Test
    void keepsCountingThoughNobodyElseHoldsTheCounts() {
        metrics.publish("orders", new Counts()::count, gauge -> 1, timer -> Timing.NONE);
        collectGarbage();

        assertThat(counter(CacheMeter.LOAD).count()).isEqualTo(7);
    }

    @Test
    void refusesNoRegistry() {
        assertThatNullPointerException()
                .isThrownBy(() -> MicrometerCacheMetrics.of(null))
                .withMessage("registry");
    }

    private FunctionCounter counter(CacheMeter meter) {
        return registry.get(meter.meterName())
                .tags(Tags.of("cache", "orders").and(meter.tags()))
                .functionCounter();
    }

    private static void collectGarbage() {
        WeakReference<Object> canary = new WeakReference<>(new Object());
        while (canary.get() != null) {
            System.gc();
        }
    }

    private static final class Counts {
        private final long count = 7;

        long count(CacheMeter meter) {
            return count;
        }
    }
}
