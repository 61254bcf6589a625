package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.HandClock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LifetimesTest {

    private static final Duration TTL = Duration.ofSeconds(100);
    private static final Optional<Duration> NONE = Optional.empty();

    private final HandClock clock = new HandClock();
    private final long now = clock.millis();

    @Test
    void withoutSettingsAnEntryIsFreshQuietAndKeptForItsTtl() {
        assertThat(lifetimes(0, config -> config).local(NONE, 0)).isEqualTo(times(100, 100, 100, 100));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 100",
        "0, 1, 100",
        "0.5, 0, 100",
        "0.5, 0.5, 75",
        "0.5, 1, 50",
        "1, 0, 100",
        "1, 0.5, 50",
        "1, 1, 0"
    })
    void jitterShortensATtlByUpToItsPart(double jitter, double random, int seconds) {
        Lifetimes lifetimes =
                lifetimes(random, config -> config.ttl(ttl -> ttl.absent(TTL).jitter(jitter)));

        assertThat(lifetimes.local(NONE, 0).freshUntil()).isEqualTo(now + seconds * 1_000L);
        assertThat(lifetimes.absent(NONE).freshUntil()).isEqualTo(now + seconds * 1_000L);
        assertThat(lifetimes.remoteFresh(NONE)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(lifetimes.remoteAbsent(NONE)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void jitterShortensATtlOfItsOwnToo() {
        Lifetimes lifetimes = lifetimes(1, config -> config.ttl(ttl -> ttl.jitter(0.5)));

        assertThat(lifetimes.local(Optional.of(Duration.ofSeconds(10)), 0).freshUntil())
                .isEqualTo(now + 5_000);
        assertThat(lifetimes.remoteFresh(Optional.of(Duration.ofSeconds(10)))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void eachTierAndAbsenceHasItsOwnTtl() {
        Lifetimes lifetimes = lifetimes(
                0,
                config -> config.ttl(ttl -> ttl.local(Duration.ofSeconds(1))
                        .remote(Duration.ofSeconds(2))
                        .absent(Duration.ofSeconds(3))));

        assertThat(lifetimes.local(NONE, 0).freshUntil()).isEqualTo(now + 1_000);
        assertThat(lifetimes.remoteFresh(NONE)).isEqualTo(Duration.ofSeconds(2));
        assertThat(lifetimes.absent(NONE).freshUntil()).isEqualTo(now + 3_000);
        assertThat(lifetimes.remoteAbsent(NONE)).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 100", "20, 0, 120", "0, 30, 130", "20, 30, 130", "30, 20, 130"})
    void aValueIsKeptPastItsTtlAsLongAsItMayBeAnswered(int max, int revalidate, int kept) {
        Lifetimes lifetimes = lifetimes(
                0,
                config -> config.stale(
                        stale -> stale.max(Duration.ofSeconds(max)).revalidate(Duration.ofSeconds(revalidate))));

        assertThat(lifetimes.local(NONE, 0)).isEqualTo(times(100, kept, 100, 100));
        assertThat(lifetimes.remoteKept(TTL)).isEqualTo(Duration.ofSeconds(kept));
    }

    @Test
    void anAbsenceIsNotKeptPastItsTtl() {
        Lifetimes lifetimes =
                lifetimes(0, config -> config.ttl(ttl -> ttl.absent(TTL)).stale(stale -> stale.max(TTL)));

        assertThat(lifetimes.absent(NONE)).isEqualTo(times(100, 100, 100, 100));
    }

    @Test
    void whatHasNoTtlIsNotKeptAtAll() {
        Lifetimes lifetimes = lifetimes(0, config -> config.stale(stale -> stale.max(TTL)));

        assertThat(lifetimes.local(Optional.of(Duration.ZERO), 0)).isEqualTo(times(0, 0, 0, 0));
        assertThat(lifetimes.remoteKept(Duration.ZERO)).isZero();
    }

    @Test
    void theQuietTimeEndsWhereAnEagerRefreshMayBegin() {
        Lifetimes lifetimes = lifetimes(0, config -> config.stale(stale -> stale.eager(0.8)));

        assertThat(lifetimes.local(NONE, 0)).isEqualTo(times(100, 100, 80, 80));
    }

    @Test
    void anAbsenceIsRefreshedEagerlyToo() {
        Lifetimes lifetimes =
                lifetimes(0, config -> config.ttl(ttl -> ttl.absent(TTL)).stale(stale -> stale.eager(0.8)));

        assertThat(lifetimes.absent(NONE)).isEqualTo(times(100, 100, 80, 80));
        assertThat(lifetimes.ofRemoteAbsence(Duration.ofSeconds(50), TTL))
                .isEqualTo(new Lifetime(now - 50_000, now + 50_000, now + 50_000, now + 40_000, now + 40_000));
    }

    @Test
    void theQuietTimeEndsWhereAnEarlyRefreshMayBegin() {
        Lifetimes lifetimes = lifetimes(0, config -> config.stale(stale -> stale.early(1)));
        Lifetime slow = lifetimes.local(NONE, 1_000_000);

        assertThat(slow.eagerFrom()).isEqualTo(now + 100_000);
        assertThat(slow.quietUntil()).isEqualTo(EarlyRefresh.earliest(now + 100_000, 1_000_000, 1));
        assertThat(slow.quietUntil()).isBetween(now + 60_000, now + 65_000);
    }

    @Test
    void whatCameFromTheRemoteTierIsFreshForTheLocalTtlFromNowOn() {
        Lifetimes lifetimes = lifetimes(0, config -> config);
        Lifetime times =
                lifetimes.ofRemote(Duration.ofSeconds(50), Duration.ofSeconds(1_000), Duration.ofSeconds(1_000), 0);

        assertThat(times.created()).isEqualTo(now - 50_000);
        assertThat(times.freshUntil()).isEqualTo(now + 100_000);
    }

    @Test
    void whatCameFromTheRemoteTierIsFreshNoLongerThanThereAndKeptNoLongerThanThere() {
        Lifetimes lifetimes =
                lifetimes(0, config -> config.stale(stale -> stale.max(TTL).eager(0.5)));
        Lifetime times = lifetimes.ofRemote(Duration.ofSeconds(50), Duration.ofSeconds(60), Duration.ofSeconds(70), 0);

        assertThat(times.freshUntil()).isEqualTo(now + 10_000);
        assertThat(times.staleUntil()).isEqualTo(now + 20_000);
        assertThat(times.eagerFrom()).isEqualTo(now + 5_000);
        assertThat(times.quietUntil()).isEqualTo(now + 5_000);
    }

    private Lifetimes lifetimes(double random, UnaryOperator<CacheConfigBuilder> settings) {
        CacheConfigBuilder config = new CacheConfigBuilder("orders").ttl(TTL);
        return new Lifetimes(settings.apply(config).build(), clock, () -> random);
    }

    private Lifetime times(int fresh, int stale, int eager, int quiet) {
        return new Lifetime(
                now, now + fresh * 1_000L, now + stale * 1_000L, now + eager * 1_000L, now + quiet * 1_000L);
    }
}
