package io.reactivecache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.reactivecache.Timing;
import io.reactivecache.spi.CacheTimer;
import io.reactivecache.spi.StepObservation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.util.context.Context;

/** Prometheus takes every meter, and a dashboard made for the caches Micrometer knows finds what it asks for. */
final class PrometheusTest {

    /** What Micrometer publishes of every cache it knows: {@code CacheMeterBinder}. */
    private static final List<String> STANDARD = List.of("cache.gets", "cache.puts", "cache.evictions", "cache.size");

    private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<String> refused = new ArrayList<>();

    @Test
    void prometheusTakesTheMetersOfManyCaches() {
        prometheus.config().onMeterRegistrationFailed((id, reason) -> refused.add(id + ": " + reason));
        publish(prometheus, "orders");
        publish(prometheus, "customers");

        assertThat(refused).isEmpty();
        assertThat(prometheus.scrape())
                .contains("cache_gets_total{cache=\"orders\",result=\"hit\",tier=\"local\"} ")
                .contains("cache_puts_total{cache=\"customers\",result=\"stored\",tier=\"local\"} ")
                .contains("cache_evictions_total{cache=\"orders\",cause=\"size\",tier=\"local\"} ")
                .contains("cache_size{cache=\"orders\",tier=\"local\"} ");
    }

    @Test
    void theStandardMetersHaveTheStandardNamesKindsAndTags() {
        SimpleMeterRegistry standard = new SimpleMeterRegistry();
        CaffeineCacheMetrics.monitor(
                standard, Caffeine.newBuilder().recordStats().build(), "orders");
        SimpleMeterRegistry ours = new SimpleMeterRegistry();
        publish(ours, "orders");

        assertThat(standard.getMeters())
                .map(Meter::getId)
                .filteredOn(id -> STANDARD.contains(id.getName()))
                .hasSizeGreaterThan(STANDARD.size())
                .allSatisfy(id -> assertThat(ours.getMeters()).map(Meter::getId).anyMatch(own -> answers(own, id)));
    }

    /** With Micrometer's own handler observations are timers too, beside those of the cache. */
    @Test
    void prometheusTakesTheTimersOfObservationsBesides() {
        prometheus.config().onMeterRegistrationFailed((id, reason) -> refused.add(id + ": " + reason));
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(prometheus));
        publish(prometheus, "orders");
        for (CacheTimer step : CacheTimer.values()) {
            begin(observations, step).succeeded();
            begin(observations, step).failed(IllegalStateException.class);
        }

        assertThat(refused).isEmpty();
        assertThat(prometheus.scrape())
                .contains("cache_load_seconds_count{cache=\"orders\",error=\"none\",result=\"success\"} 1")
                .contains("cache_remote_seconds_count{cache=\"orders\",error=\"StepFailure\",result=\"failure\"} 1")
                .contains("cache_append_time_seconds_count{cache=\"orders\"} ");
    }

    private static StepObservation begin(ObservationRegistry observations, CacheTimer step) {
        return MicrometerCacheObserver.of(observations).begin("orders", step, Context.empty());
    }

    private static boolean answers(Meter.Id own, Meter.Id standard) {
        return own.getName().equals(standard.getName())
                && own.getType() == standard.getType()
                && own.getTags().containsAll(standard.getTags());
    }

    private static void publish(MeterRegistry registry, String cache) {
        MicrometerCacheMetrics.of(registry).publish(cache, meter -> 1, gauge -> 1, timer -> Timing.NONE);
    }
}
