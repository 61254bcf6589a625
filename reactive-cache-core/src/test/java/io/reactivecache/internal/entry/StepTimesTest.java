package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Timing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StepTimesTest {

    private static final Duration SHORT = Duration.ofNanos(3_001);
    private static final Duration LONG = Duration.ofMillis(8);

    private final StepTimes times = new StepTimes(0);

    @Test
    void ofNothingAllIsZero() {
        assertThat(at(Duration.ZERO)).isEqualTo(Timing.NONE);
        assertThat(at(Duration.ZERO).mean()).isZero();
    }

    @Test
    void countsAndSumsExactlyAndRoundsPercentilesUp() {
        add(SHORT, Duration.ZERO);
        add(SHORT, Duration.ZERO);

        assertThat(at(Duration.ZERO).count()).isEqualTo(2);
        assertThat(at(Duration.ZERO).total()).isEqualTo(Duration.ofNanos(6_002));
        assertThat(at(Duration.ZERO).mean()).isEqualTo(SHORT);
        assertThat(at(Duration.ZERO).p50()).isEqualTo(Duration.ofNanos(4_000));
    }

    @Test
    void thePercentilesAreTheirOwn() {
        for (int i = 1; i <= 100; i++) {
            add(Duration.ofNanos(i <= 50 ? 1_000 : i <= 95 ? 2_000 : i <= 99 ? 3_000 : 4_000), Duration.ZERO);
        }

        assertThat(at(Duration.ZERO).p50()).isEqualTo(Duration.ofNanos(1_000));
        assertThat(at(Duration.ZERO).p95()).isEqualTo(Duration.ofNanos(2_000));
        assertThat(at(Duration.ZERO).p99()).isEqualTo(Duration.ofNanos(3_000));
    }

    @Test
    void percentilesAreOfTheLastTwoMinutes() {
        add(LONG, Duration.ofSeconds(59));
        add(SHORT, Duration.ofSeconds(60));
        add(SHORT, Duration.ofSeconds(61));

        assertThat(at(Duration.ofSeconds(119)).p99()).isGreaterThanOrEqualTo(LONG);
        assertThat(at(Duration.ofSeconds(120)).p99()).isEqualTo(Duration.ofNanos(4_000));
        assertThat(at(Duration.ofSeconds(180)))
                .extracting(Timing::p99, Timing::count)
                .containsExactly(Duration.ZERO, 3L);
    }

    @Test
    void afterALongSilenceNothingIsRecent() {
        add(LONG, Duration.ZERO);

        assertThat(at(Duration.ofSeconds(120)).p50()).isZero();
        assertThat(at(Duration.ofSeconds(120)).total()).isEqualTo(LONG);
    }

    @Test
    void aClockThatGoesBackTakesNothingAway() {
        times.add(1_000, 0);

        assertThat(at(Duration.ZERO).total()).isZero();
        assertThat(at(Duration.ZERO).count()).isEqualTo(1);
    }

    private void add(Duration took, Duration end) {
        times.add(end.minus(took).toNanos(), end.toNanos());
    }

    private Timing at(Duration time) {
        return times.timing(time.toNanos());
    }
}
