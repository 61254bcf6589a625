package io.reactivecache.internal.read;

import static io.reactivecache.Freshness.DEFAULT;
import static io.reactivecache.Freshness.FAILED;
import static io.reactivecache.Freshness.FRESH;
import static io.reactivecache.Freshness.REVALIDATING;
import static io.reactivecache.Freshness.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Freshness;
import io.reactivecache.Position;
import io.reactivecache.ReadOptions;
import io.reactivecache.Source;
import io.reactivecache.config.StaleConfig;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.entry.Lifetime;
import io.reactivecache.internal.entry.Traits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An entry that is fresh to 100, may be answered at once to 110 and if need be to 120, and is kept to 130. */
final class StandingTest {

    private static final ReadOptions NONE = ReadOptions.none();
    private static final Duration THROTTLE = Duration.ofMillis(5);

    private final Standing standing =
            new Standing(new StaleConfig(Duration.ofMillis(20), Duration.ofMillis(10), THROTTLE, 0.8, 0));
    private final Entry<String> entry = entry(Optional.of("value"));

    @Test
    void anEntryIsAnsweredAtOnceWhileItIsFreshAndThenWhileItIsRevalidated() {
        assertAtOnce(entry, NONE, 99, FRESH);
        assertAtOnce(entry, NONE, 100, REVALIDATING);
        assertAtOnce(entry, NONE, 109, REVALIDATING);
        assertNotAtOnce(entry, NONE, 110);
    }

    @Test
    void aThrottledEntryIsAnsweredAtOnceAsLongAsItIsAcceptable() {
        assertAtOnce(entry.throttled(1_000), NONE, 99, FRESH);
        assertAtOnce(entry.throttled(1_000), NONE, 100, THROTTLED);
        assertAtOnce(entry.throttled(1_000), NONE, 119, THROTTLED);
        assertNotAtOnce(entry.throttled(1_000), NONE, 120);
        assertNotAtOnce(entry.throttled(115), NONE, 115);
    }

    @Test
    void nothingIsAnsweredThatIsOver() {
        Entry<String> value = entry.throttled(1_000);
        ReadOptions patient = NONE.staleIfError(Duration.ofDays(1));

        assertAtOnce(value, patient, 129, THROTTLED);
        assertNotAtOnce(value, patient, 130);
        assertThat(standing.isAcceptable(value, patient, 129)).isTrue();
        assertThat(standing.isAcceptable(value, patient, 130)).isFalse();
    }

    @Test
    void aCallerThatSkipsTheLocalTierIsAnsweredNothingAtOnce() {
        for (ReadOptions options : List.of(NONE.refresh(), NONE.skipLocal(), NONE.remoteOnly())) {
            assertNotAtOnce(entry, options, 50);
            assertNotAtOnce(entry.throttled(1_000), options, 105);
        }
        assertAtOnce(entry, NONE.localOnly(), 50, FRESH);
    }

    @Test
    void aCallerMayAcceptMoreOrLessThanTheCacheIsSetTo() {
        assertThat(standing.isAcceptable(entry, NONE, 119)).isTrue();
        assertThat(standing.isAcceptable(entry, NONE, 120)).isFalse();
        assertThat(standing.isAcceptable(entry, NONE.staleIfError(THROTTLE), 104))
                .isTrue();
        assertThat(standing.isAcceptable(entry, NONE.staleIfError(THROTTLE), 105))
                .isFalse();
        assertThat(standing.isAcceptable(entry, NONE.staleIfError(Duration.ofMillis(29)), 128))
                .isTrue();
    }

    @Test
    void aCallerThatSkipsTheLocalTierAcceptsItsFreshValueOnlyWhereItWouldAcceptAStaleOne() {
        assertThat(standing.isAcceptable(entry, NONE.refresh(), 50)).isTrue();
        assertThat(standing.isAcceptable(entry, NONE.skipLocal(), 50)).isTrue();
        assertThat(standing.isAcceptable(entry, NONE.refresh().staleIfError(Duration.ZERO), 50))
                .isFalse();
    }

    @Test
    void aDefaultIsAcceptableToEveryoneForAsLongAsItIsKept() {
        Entry<String> byDefault = Entry.byDefault("default", 100, 105);

        assertAtOnce(byDefault, NONE, 104, DEFAULT);
        assertAtOnce(byDefault, NONE.staleIfError(Duration.ZERO), 104, DEFAULT);
        assertNotAtOnce(byDefault, NONE, 105);
        assertThat(standing.isAcceptable(byDefault, NONE.refresh().staleIfError(Duration.ZERO), 104))
                .isTrue();
        assertThat(standing.inPlace(byDefault, FAILED)).isEqualTo(DEFAULT);
        assertThat(standing.inPlace(entry, FAILED)).isEqualTo(FAILED);
    }

    @Test
    void anAbsenceIsAnsweredWhileItIsFreshAndNeverAfterwards() {
        Entry<String> absent = Entry.of(
                Optional.empty(),
                Source.LOADED,
                Optional.of(new Position(1, 0, 0)),
                Traits.NONE,
                new Lifetime(0, 100, 100, 100, 100),
                0);

        assertAtOnce(absent, NONE, 99, FRESH);
        assertNotAtOnce(absent, NONE, 100);
        assertNotAtOnce(absent.throttled(1_000), NONE, 100);
        assertThat(standing.isAcceptable(absent, NONE, 100)).isFalse();
    }

    @Test
    void anEntryIsDueFromTheEagerPartOfItsTtlOnUnlessItIsThrottled() {
        assertThat(standing.isDue(entry, 79, true)).isFalse();
        assertThat(standing.isDue(entry, 80, true)).isTrue();
        assertThat(standing.isDue(entry, 100, true)).isTrue();
        assertThat(standing.isDue(entry.throttled(90), 89, true)).isFalse();
        assertThat(standing.isDue(entry.throttled(90), 90, true)).isTrue();
        assertThat(standing.isDue(entry.throttled(105), 104, true)).isFalse();
    }

    @Test
    void aThrottledFreshEntryIsQuietUntilItsEndOrThatOfTheThrottle() {
        assertThat(entry.quietUntil()).isEqualTo(80);
        assertThat(entry.throttled(90).quietUntil()).isEqualTo(90);
        assertThat(entry.throttled(1_000).quietUntil()).isEqualTo(100);
        assertThat(entry.throttled(10).quietUntil()).isEqualTo(80);
    }

    private static Entry<String> entry(Optional<String> value) {
        Lifetime times = new Lifetime(0, 100, 130, 80, 80);
        return Entry.of(value, Source.LOADED, Optional.of(new Position(1, 0, 0)), Traits.NONE, times, 1_000_000);
    }

    private void assertAtOnce(Entry<String> value, ReadOptions options, long now, Freshness freshness) {
        assertThat(standing.atOnce(value, options, now)).contains(freshness);
    }

    private void assertNotAtOnce(Entry<String> value, ReadOptions options, long now) {
        assertThat(standing.atOnce(value, options, now)).isEmpty();
    }
}
