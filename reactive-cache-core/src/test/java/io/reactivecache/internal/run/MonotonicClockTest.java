package io.reactivecache.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

final class MonotonicClockTest {

    @Test
    void beginsAtTheTimeOfDay() {
        assertThat(new MonotonicClock().instant()).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
    }

    @Test
    void goesOnAndNeverBack() {
        MonotonicClock clock = new MonotonicClock();
        long began = clock.millis();
        long last = began;

        while (last < began + 20) {
            long now = clock.millis();
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
    }

    @Test
    void runsAsFastAsNanoTimeDoes() {
        MonotonicClock clock = new MonotonicClock();
        long began = clock.millis();
        long origin = System.nanoTime();
        while (clock.millis() < began + 50) {
            Thread.onSpinWait();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - origin)).isGreaterThan(Duration.ofMillis(48));
    }

    @Test
    void instantAndMillisAgree() {
        MonotonicClock clock = new MonotonicClock();

        assertThat(clock.instant().toEpochMilli()).isBetween(clock.millis() - 1_000, clock.millis());
    }
}
