package io.reactivecache.internal.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.Race;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SightingsTest {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final HandClock clock = new HandClock();

    @Test
    void aKeyIsSeenOftenEnoughFromTheGivenTimeOn() {
        Sightings sightings = sightings(3, 1_024);

        assertThat(IntStream.range(0, 5).mapToObj(i -> sightings.isEnough("key")))
                .containsExactly(false, false, true, true, true);
        assertThat(sightings.isEnough("other")).isFalse();
    }

    @Test
    void oneSightingCanBeEnough() {
        assertThat(sightings(1, 1).isEnough("key")).isTrue();
    }

    @Test
    void aKeyThatWasNotSeenForLongBeginsAnew() {
        Sightings sightings = sightings(2, 1_024);
        sightings.isEnough("key");
        clock.advance(WINDOW.multipliedBy(2));
        assertThat(sightings.isEnough("key")).isFalse();

        clock.advance(WINDOW);
        assertThat(sightings.isEnough("key")).isTrue();
    }

    @Test
    void aKeyLosesItsPlaceToTheNext() {
        Sightings sightings = sightings(2, 1);
        sightings.isEnough("key");
        sightings.isEnough("other");

        assertThat(sightings.isEnough("key")).isFalse();
        assertThat(sightings.isEnough("key")).isTrue();
    }

    @Test
    void keysWithPoorHashCodesDoNotShareTheirPlaces() {
        Sightings sightings = sightings(2, 1 << 16);
        LongStream.range(0, 1_000).forEach(key -> sightings.isEnough(key << 16));
        long kept = LongStream.range(0, 1_000)
                .filter(key -> sightings.isEnough(key << 16))
                .count();

        assertThat(kept).isGreaterThan(950);
    }

    @Test
    void theCountStopsAtItsLimit() {
        Sightings sightings = sightings(4_095, 16);
        IntStream.range(0, 4_094).forEach(i -> sightings.isEnough("key"));

        assertThat(IntStream.range(0, 10).mapToObj(i -> sightings.isEnough("key")))
                .containsOnly(true);
    }

    @Test
    void manyThreadsCountTogether() {
        Sightings sightings = sightings(1_000, 16);
        try (Race race = new Race(4)) {
            race.run(runner -> {
                for (int i = 0; i < 100_000; i++) {
                    sightings.isEnough("key");
                }
            });
        }

        assertThat(sightings.isEnough("key")).isTrue();
    }

    @Test
    void whatCannotWorkIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sightings(0, 16))
                .withMessage("enough: 0 (expected: 1 to 4095)");
        assertThatIllegalArgumentException().isThrownBy(() -> sightings(4_096, 16));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sightings(1, 15))
                .withMessage("places: 15 (expected: a power of two)");
        assertThatIllegalArgumentException().isThrownBy(() -> sightings(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> sightings(1, Integer.MIN_VALUE));
    }

    private Sightings sightings(int enough, int places) {
        return new Sightings(enough, places, WINDOW, clock);
    }
}
