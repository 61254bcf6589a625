package io.reactivecache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reactivecache.spi.CacheGauge;
import io.reactivecache.spi.CacheMeter;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

final class MicrometerCacheMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerCacheMetrics metrics = MicrometerCacheMetrics.of(registry);

    @Test
    void publishesEveryMeterAndReadsIt() {
        ToLongFunction<CacheMeter> counts = meter -> 100 + meter.ordinal();
        metrics.publish("orders", counts, gauge -> 42 + gauge.ordinal());

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
        assertThat(registry.getMeters()).hasSize(CacheMeter.values().length + CacheGauge.values().length);
    }

    @Test
    void readsAnewAtEachReport() {
        AtomicLong count = new AtomicLong(1);
        metrics.publish("orders", meter -> count.get(), gauge -> 0);
        assertThat(counter(CacheMeter.LOAD).count()).isEqualTo(1);
        count.set(5);

        assertThat(counter(CacheMeter.LOAD).count()).isEqualTo(5);
    }

    @Test
    void disposingRemovesItsMetersAndNoOthers() {
        Disposable orders = metrics.publish("orders", meter -> 1, gauge -> 1);
        metrics.publish("customers", meter -> 2, gauge -> 2);
        orders.dispose();

        assertThat(registry.getMeters())
                .hasSize(CacheMeter.values().length + CacheGauge.values().length)
                .allSatisfy(meter -> assertThat(meter.getId().getTag("cache")).isEqualTo("customers"));
    }

    @Test
    void keepsCountingThoughNobodyElseHoldsTheCounts() {
        metrics.publish("orders", new Counts()::count, gauge -> 1);
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
