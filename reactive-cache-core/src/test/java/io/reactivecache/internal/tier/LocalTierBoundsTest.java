package io.reactivecache.internal.tier;

import static io.reactivecache.fixture.Entries.flight;
import static io.reactivecache.fixture.Entries.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.Source;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.Entries;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.internal.entry.CacheEvents;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.entry.Lifetime;
import io.reactivecache.internal.entry.Traits;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.spi.CacheMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

final class LocalTierBoundsTest {

    private static final int MANY = 1_000;

    private final HandClock clock = new HandClock();
    private final Counters counters = new Counters();
    private final Markers markers = new Markers(100, false, counters);

    @Test
    void neverEvictsAFlightInProgressHoweverManyThereAre() {
        LocalTier<Integer, String> tier = tier(config().maximumSize(1).build());
        var flights = IntStream.range(0, MANY)
                .<Flight<String>>mapToObj(key -> flight())
                .toList();
        var slots = IntStream.range(0, MANY)
                .mapToObj(key -> tier.claim(key, new Slot<>(flights.get(key))))
                .toList();
        settle();

        assertThat(IntStream.range(0, MANY).mapToObj(key -> tier.claim(key, new Slot<>(flight()))))
                .containsExactlyElementsOf(slots);
        assertThat(counters.get(CacheMeter.LOCAL_EVICTED)).isZero();
    }

    @Test
    void holdsNoMoreEntriesThanAllowedOnceFlightsHaveLanded() {
        LocalTier<Integer, String> tier = tier(config().maximumSize(1).build());
        var slots = IntStream.range(0, MANY)
                .mapToObj(key -> tier.claim(key, new Slot<>(flight())))
                .toList();
        slots.forEach(slot -> slot.land(entry("value", 1_000)));
        settle();
        found(tier, 0);
        settle();

        assertThat(count(tier, MANY)).isLessThanOrEqualTo(1);
        assertThat(counters.get(CacheMeter.LOCAL_EVICTED)).isGreaterThanOrEqualTo(MANY - 1);
    }

    @Test
    void holdsNoMoreEntriesThanAllowedByPuts() {
        LocalTier<Integer, String> tier = tier(config().maximumSize(10).build());
        IntStream.range(0, MANY).forEach(key -> tier.keep(key, entry("value", 1_000)));
        settle();

        assertThat(count(tier, MANY)).isBetween(1L, 10L);
    }

    @Test
    void holdsNoMoreBytesThanAllowed() {
        LocalTier<Integer, String> tier = tier(config().maximumBytes(100).build());
        IntStream.range(0, MANY).forEach(key -> tier.keep(key, entry("ten bytes!", 1_000)));
        settle();

        assertThat(count(tier, MANY)).isBetween(1L, 10L);
    }

    @Test
    void doesNotKeepAValueThatIsLargerThanTheWholeTier() {
        LocalTier<Integer, String> tier = tier(config().maximumBytes(100).build());
        tier.keep(1, entry("x".repeat(101), 1_000));
        settle();

        assertThat(found(tier, 1)).isNull();
    }

    @Test
    void boundsByBytesWhatHasNoValueOrAnEmptyOneToo() {
        LocalTier<Integer, String> tier = tier(config().maximumBytes(1_000).build());
        IntStream.range(0, MANY).forEach(key -> tier.keep(key, absent()));
        settle();
        assertThat(count(tier, MANY)).isBetween(1L, 100L);
        IntStream.range(0, 2 * MANY).forEach(key -> tier.keep(key, entry("", 1_000)));
        settle();

        assertThat(count(tier, 2 * MANY)).isBetween(1L, 1_000L);
    }

    @Test
    void doesNotKeepAValueThatCannotBeMeasured() {
        ToIntFunction<String> sizer = value -> {
            if (value.equals("throws")) {
                throw new IllegalStateException("sizer");
            }
            return value.equals("negative") ? -1 : value.length();
        };
        LocalTier<Integer, String> tier = new LocalTier<>(
                config().maximumBytes(100).build(),
                sizer,
                markers,
                String::valueOf,
                clock,
                counters,
                new CacheEvents<>(counters, Schedulers.parallel()));
        tier.claim(1, new Slot<>(flight())).land(entry("throws", 1_000));
        tier.claim(2, new Slot<>(flight())).land(entry("negative", 1_000));
        tier.keep(3, entry("throws", 1_000));
        tier.keep(4, entry("negative", 1_000));
        settle();
        assertThat(count(tier, 5)).isZero();
        tier.keep(5, entry("ten bytes!", 1_000));

        assertThat(found(tier, 5)).isNotNull();
    }

    @Test
    void boundsWhatAFlightBringsThatTookThePlaceOfAnEntry() {
        LocalTier<Integer, String> tier = tier(config().maximumBytes(100).build());
        tier.keep(1, entry("ten bytes!", 10));
        Slot<String> later = new Slot<>(flight());
        assertThat(tier.replace(1, tier.find(1), later)).isTrue();
        clock.advance(Duration.ofDays(365));
        assertThat(tier.find(1)).isSameAs(later);
        later.land(entry("x".repeat(101), 1_000));
        settle();

        assertThat(found(tier, 1)).isNull();
        assertThat(tier.size()).isZero();
    }

    @Test
    void endsWhatAFlightBroughtThatTookThePlaceOfAnEntry() {
        LocalTier<Integer, String> tier = tier(config().build());
        tier.keep(1, entry("old", 10));
        Slot<String> later = new Slot<>(flight());
        tier.replace(1, tier.find(1), later);
        later.land(entry("new", 30));
        clock.advance(Duration.ofSeconds(5));
        tier.keep(2, entry("other", 1_000));
        settle();

        assertThat(counters.get(CacheMeter.LOCAL_EXPIRED)).isEqualTo(1);
    }

    @Test
    void endsEachEntryAtItsOwnTimeToTheMillisecond() {
        LocalTier<Integer, String> tier = tier(config().build());
        tier.keep(1, entry("short", 10));
        tier.claim(2, new Slot<>(flight())).land(entry("long", 20));
        tier.keep(3, entry("over", 0));

        assertThat(found(tier, 3)).isNull();
        clock.advance(Duration.ofMillis(9));
        assertThat(found(tier, 1)).isNotNull();
        clock.advance(Duration.ofMillis(1));
        assertThat(found(tier, 1)).isNull();
        clock.advance(Duration.ofMillis(9));
        assertThat(found(tier, 2)).isNotNull();
        clock.advance(Duration.ofMillis(1));
        assertThat(found(tier, 2)).isNull();
    }

    @Test
    void readingDoesNotProlongAnEntry() {
        LocalTier<Integer, String> tier = tier(config().build());
        tier.keep(1, entry("value", 10));
        for (int i = 0; i < 10; i++) {
            assertThat(found(tier, 1)).isNotNull();
            clock.advance(Duration.ofMillis(1));
        }

        assertThat(found(tier, 1)).isNull();
    }

    @Test
    void replacingAnEntryGivesTheKeyTheTimeOfTheNewOne() {
        LocalTier<Integer, String> tier = tier(config().build());
        tier.keep(1, entry("old", 10));
        tier.keep(1, Entries.entry("new", new Position(1, 0, 6), 0, clock.millis() + 30));
        clock.advance(Duration.ofMillis(29));

        assertThat(found(tier, 1).value()).isEqualTo("new");
        clock.advance(Duration.ofMillis(1));
        assertThat(found(tier, 1)).isNull();
    }

    @Test
    void aFlightDoesNotExpire() {
        LocalTier<Integer, String> tier = tier(config().build());
        var slot = tier.claim(1, new Slot<>(flight()));
        clock.advance(Duration.ofDays(365));

        assertThat(tier.claim(1, new Slot<>(flight()))).isSameAs(slot);
    }

    @Test
    void countsExpiredEntriesApartFromEvictedOnes() {
        LocalTier<Integer, String> tier = tier(config().build());
        tier.keep(1, entry("value", 10));
        clock.advance(Duration.ofSeconds(5));
        tier.keep(1, entry("again", 10));
        settle();

        assertThat(counters.get(CacheMeter.LOCAL_EXPIRED)).isEqualTo(1);
        assertThat(counters.get(CacheMeter.LOCAL_EVICTED)).isZero();
    }

    private LocalTier<Integer, String> tier(CacheConfig config) {
        return new LocalTier<>(
                config,
                String::length,
                markers,
                String::valueOf,
                clock,
                counters,
                new CacheEvents<>(counters, Schedulers.parallel()));
    }

    private static CacheConfigBuilder config() {
        return new CacheConfigBuilder("orders");
    }

    private Entry<String> entry(String value, long millis) {
        long now = clock.millis();
        return Entries.entry(value, new Position(1, 0, 5), now, now + millis);
    }

    private Entry<String> absent() {
        long now = clock.millis();
        Lifetime times = new Lifetime(now, now + 1_000, now + 1_000, now + 1_000, now + 1_000);
        Position stamp = new Position(1, 0, 5);
        return Entry.of(Optional.empty(), Source.LOADED, Optional.of(stamp), Traits.NONE, times, 0);
    }

    private static long count(LocalTier<Integer, String> tier, int keys) {
        return Stream.iterate(0, key -> key + 1)
                .limit(keys)
                .filter(key -> found(tier, key) != null)
                .count();
    }

    /** Caffeine keeps house in the common pool. */
    private static void settle() {
        assertThat(ForkJoinPool.commonPool().awaitQuiescence(30, TimeUnit.SECONDS))
                .isTrue();
    }
}
