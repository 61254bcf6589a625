package io.reactivecache.test.quiet;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Timing;
import io.reactivecache.spi.CacheGauge;
import io.reactivecache.spi.CacheMeter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each equation finds the count that is wrong. */
final class MeterSumsTest {

    private final Map<CacheMeter, Long> counts = new EnumMap<>(CacheMeter.class);
    private final Map<CacheGauge, Double> gauges = new EnumMap<>(CacheGauge.class);
    private Timing timing = Timing.NONE;

    @Test
    void countsThatAddUpAreRight() {
        counts.put(CacheMeter.LOCAL_MISS, 3L);
        counts.put(CacheMeter.STALE_SERVED, 1L);
        counts.put(CacheMeter.FLIGHT_JOINED, 1L);
        counts.put(CacheMeter.LOAD, 2L);
        timing = new Timing(2, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        counts.put(CacheMeter.REPAIR_OWED, 5L);
        counts.put(CacheMeter.REPAIR_DONE, 4L);
        counts.put(CacheMeter.BEHIND_ACCEPTED, 7L);
        counts.put(CacheMeter.BEHIND_APPLIED, 6L);
        gauges.put(CacheGauge.OWED, 1.0);
        gauges.put(CacheGauge.PENDING_WRITES, 1.0);

        assertThat(wrong()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OUTBOX_QUEUED, OUTBOX_QUEUED",
        "REPAIR_OWED, REPAIR_OWED",
        "STALE_SERVED, STALE_SERVED",
        "FLIGHT_JOINED, FLIGHT_JOINED",
        "LOAD, LOAD + LOAD_FAILURE",
        "LOAD_FAILURE, LOAD + LOAD_FAILURE",
        "BEHIND_ACCEPTED, BEHIND_ACCEPTED"
    })
    void aCountWithoutItsCounterpartIsFound(CacheMeter meter, String told) {
        counts.put(meter, 1L);

        assertThat(wrong()).singleElement().asString().contains(told);
    }

    @ParameterizedTest
    @CsvSource({"QUEUED, OUTBOX_QUEUED", "OWED, REPAIR_OWED"})
    void aGaugeWithoutItsCounterpartIsFound(CacheGauge gauge, String told) {
        gauges.put(gauge, 1.0);

        assertThat(wrong()).singleElement().asString().contains(told);
    }

    @Test
    void aCountBelowZeroIsFound() {
        counts.put(CacheMeter.LOCAL_EVICTED, -1L);

        assertThat(wrong()).singleElement().asString().contains("LOCAL_EVICTED");
    }

    private List<AssertionError> wrong() {
        WatchedCache cache = new WatchedCache();
        cache.publish(
                "test",
                meter -> counts.getOrDefault(meter, 0L),
                gauge -> gauges.getOrDefault(gauge, 0.0),
                timer -> timing);
        SoftAssertions softly = new SoftAssertions();
        MeterSums.of(cache).check(softly);
        return softly.assertionErrorsCollected();
    }
}
