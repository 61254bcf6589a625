package io.reactivecache.internal.tier;

import static io.reactivecache.fixture.Entries.flight;
import static io.reactivecache.fixture.Entries.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.Entries;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.internal.entry.CacheEvents;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.spi.CacheMeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.scheduler.Schedulers;

final class LocalTierTest {

    private final HandClock clock = new HandClock();
    private final Counters counters = new Counters();
    private final Markers markers = new Markers(100, false, counters);
    private final LocalTier<String, String> tier = new LocalTier<>(
            new CacheConfigBuilder("orders").build(),
            String::length,
            markers,
            String::valueOf,
            clock,
            counters,
            new CacheEvents<>(counters, Schedulers.parallel()));

    @ParameterizedTest
    @CsvSource({"4, 1, 0, true", "5, 1, 0, false", "6, 1, 0, false", "-1, 1, 0, true", "9, 2, 0, true", "9, 1, 1, true"
    })
    void aRecordRemovesWhatIsStampedBeforeIt(long offset, long epoch, int partition, boolean removed) {
        land(tier, "key", entry("value", new Position(epoch, partition, offset)));
        tier.removeOlder("key", at(5));

        assertThat(found(tier, "key") == null).isEqualTo(removed);
        assertThat(counters.get(CacheMeter.LOCAL_INVALIDATED)).isEqualTo(removed ? 1 : 0);
    }

    @Test
    void keepsNothingOnceClosed() {
        tier.close();
        tier.claim("key", new Slot<>(flight())).land(entry("late", at(9)));
        tier.keep("key", entry("put", at(9)));

        assertThat(found(tier, "key")).isNull();
    }

    @Test
    void aRecordTouchesNoOtherKey() {
        land(tier, "other", entry("value", at(1)));
        tier.removeOlder("key", at(5));

        assertThat(found(tier, "other")).isNotNull();
    }

    @Test
    void aFlightIsNotFoundBeforeItLands() {
        Slot<String> slot = tier.claim("key", new Slot<>(flight()));
        assertThat(found(tier, "key")).isNull();
        slot.land(entry("value", at(1)));

        assertThat(found(tier, "key").value()).isEqualTo("value");
        assertThat(slot.flight()).isNull();
        assertThat(slot.entry()).isSameAs(found(tier, "key"));
    }

    @Test
    void theSecondToClaimAKeyFindsTheFlightOfTheFirst() {
        Flight<String> first = flight();
        Slot<String> slot = tier.claim("key", new Slot<>(first));

        assertThat(tier.claim("key", new Slot<>(flight()))).isSameAs(slot);
        assertThat(slot.flight()).isSameAs(first);
    }

    @Test
    void aFlightThatBringsNothingLeavesNothing() {
        Slot<String> slot = tier.claim("key", new Slot<>(flight()));
        slot.land(null);

        assertThat(found(tier, "key")).isNull();
        assertThat(tier.claim("key", new Slot<>(flight()))).isNotSameAs(slot);
    }

    @Test
    void removingDetachesAFlightForGood() {
        Slot<String> slot = tier.claim("key", new Slot<>(flight()));
        tier.remove("key");
        slot.land(entry("late", at(9)));

        assertThat(found(tier, "key")).isNull();
        assertThat(counters.get(CacheMeter.LOCAL_INVALIDATED)).isEqualTo(1);
    }

    @Test
    void aRecordDetachesAFlightForGood() {
        Slot<String> slot = tier.claim("key", new Slot<>(flight()));
        tier.removeOlder("key", at(5));
        slot.land(entry("late", at(9)));

        assertThat(found(tier, "key")).isNull();
    }

    @Test
    void clearingDetachesFlightsForGoodAndRemovesEntries() {
        land(tier, "entry", entry("value", at(1)));
        Slot<String> slot = tier.claim("key", new Slot<>(flight()));
        tier.clear();
        slot.land(entry("late", at(9)));

        assertThat(found(tier, "entry")).isNull();
        assertThat(found(tier, "key")).isNull();
    }

    @Test
    void aDetachedFlightDoesNotDisturbTheNextOne() {
        Slot<String> detached = tier.claim("key", new Slot<>(flight()));
        tier.remove("key");
        Slot<String> next = tier.claim("key", new Slot<>(flight()));
        detached.land(entry("late", at(9)));
        tier.remove("key", detached);
        next.land(entry("next", at(6)));

        assertThat(found(tier, "key").value()).isEqualTo("next");
    }

    @Test
    void removingWhatIsNotThereIsNotCounted() {
        tier.remove("key");
        tier.removeOlder("key", at(5));

        assertThat(counters.get(CacheMeter.LOCAL_INVALIDATED)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"4, put", "5, there", "6, there"})
    void keepingReplacesAnOlderEntryAndNoOther(long thereOffset, String expected) {
        land(tier, "key", entry("there", at(thereOffset)));
        tier.keep("key", entry("put", at(5)));

        assertThat(found(tier, "key").value()).isEqualTo(expected);
    }

    @Test
    void keepingFillsAnEmptyKeyAndDetachesAFlight() {
        tier.keep("empty", entry("put", at(5)));
        Slot<String> slot = tier.claim("key", new Slot<>(flight()));
        tier.keep("key", entry("put", at(5)));
        slot.land(entry("late", at(9)));

        assertThat(found(tier, "empty").value()).isEqualTo("put");
        assertThat(found(tier, "key").value()).isEqualTo("put");
    }

    @Test
    void sizeCountsEntriesAndFlights() {
        land(tier, "entry", entry("value", at(1)));
        tier.claim("flight", new Slot<>(flight()));

        assertThat(tier.size()).isEqualTo(2);
    }

    private static void land(LocalTier<String, String> tier, String key, Entry<String> entry) {
        tier.claim(key, new Slot<>(flight())).land(entry);
    }

    private Entry<String> entry(String value, Position stamp) {
        long now = clock.millis();
        return Entries.entry(value, stamp, now, now + 1_000);
    }

    private static Position at(long offset) {
        return new Position(1, 0, offset);
    }
}
