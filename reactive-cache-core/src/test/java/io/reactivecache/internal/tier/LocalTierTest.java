package io.reactivecache.internal.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.Source;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.run.Outcome;
import io.reactivecache.spi.CacheMeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.util.context.Context;

final class LocalTierTest {

    private final HandClock clock = new HandClock();
    private final Counters counters = new Counters();
    private final LocalTier<String, String> tier =
            new LocalTier<>(new CacheConfigBuilder("orders").build(), String::length, clock, counters);

    @ParameterizedTest
    @CsvSource({"4, 1, 0, true", "5, 1, 0, false", "6, 1, 0, false", "-1, 1, 0, true", "9, 2, 0, true", "9, 1, 1, true"
    })
    void aRecordRemovesWhatIsStampedBeforeIt(long offset, long epoch, int partition, boolean removed) {
        land(tier, "key", entry("value", new Position(epoch, partition, offset)));
        tier.removeOlder("key", at(5));

        assertThat(tier.find("key") == null).isEqualTo(removed);
        assertThat(counters.get(CacheMeter.LOCAL_INVALIDATED)).isEqualTo(removed ? 1 : 0);
    }

    @Test
    void keepsNothingOnceClosed() {
        tier.close();
        tier.claim("key", new Slot<>(flight())).land(entry("late", at(9)));
        tier.keep("key", entry("put", at(9)));

        assertThat(tier.find("key")).isNull();
    }

    @Test
    void aRecordTouchesNoOtherKey() {
        land(tier, "other", entry("value", at(1)));
        tier.removeOlder("key", at(5));

        assertThat(tier.find("other")).isNotNull();
    }

    @Test
    void aFlightIsNotFoundBeforeItLands() {
        Slot<String> slot = tier.claim("key", new Slot<>(flight()));
        assertThat(tier.find("key")).isNull();
        slot.land(entry("value", at(1)));

        assertThat(tier.find("key").value()).isEqualTo("value");
        assertThat(slot.flight()).isNull();
        assertThat(slot.entry()).isSameAs(tier.find("key"));
    }

    @Test
    void theSecondToClaimAKeyFindsTheFlightOfTheFirst() {
        Outcome<Entry<String>> first = flight();
        Slot<String> slot = tier.claim("key", new Slot<>(first));

        assertThat(tier.claim("key", new Slot<>(flight()))).isSameAs(slot);
        assertThat(slot.flight()).isSameAs(first);
    }

    @Test
    void aFlightThatBringsNothingLeavesNothing() {
        Slot<String> slot = tier.claim("key", new Slot<>(flight()));
        slot.land(null);

        assertThat(tier.find("key")).isNull();
        assertThat(tier.claim("key", new Slot<>(flight()))).isNotSameAs(slot);
    }

    @Test
    void removingDetachesAFlightForGood() {
        Slot<String> slot = tier.claim("key", new Slot<>(flight()));
        tier.remove("key");
        slot.land(entry("late", at(9)));

        assertThat(tier.find("key")).isNull();
        assertThat(counters.get(CacheMeter.LOCAL_INVALIDATED)).isEqualTo(1);
    }

    @Test
    void aRecordDetachesAFlightForGood() {
        Slot<String> slot = tier.claim("key", new Slot<>(flight()));
        tier.removeOlder("key", at(5));
        slot.land(entry("late", at(9)));

        assertThat(tier.find("key")).isNull();
    }

    @Test
    void clearingDetachesFlightsForGoodAndRemovesEntries() {
        land(tier, "entry", entry("value", at(1)));
        Slot<String> slot = tier.claim("key", new Slot<>(flight()));
        tier.clear();
        slot.land(entry("late", at(9)));

        assertThat(tier.find("entry")).isNull();
        assertThat(tier.find("key")).isNull();
    }

    @Test
    void aDetachedFlightDoesNotDisturbTheNextOne() {
        Slot<String> detached = tier.claim("key", new Slot<>(flight()));
        tier.remove("key");
        Slot<String> next = tier.claim("key", new Slot<>(flight()));
        detached.land(entry("late", at(9)));
        tier.remove("key", detached);
        next.land(entry("next", at(6)));

        assertThat(tier.find("key").value()).isEqualTo("next");
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

        assertThat(tier.find("key").value()).isEqualTo(expected);
    }

    @Test
    void keepingFillsAnEmptyKeyAndDetachesAFlight() {
        tier.keep("empty", entry("put", at(5)));
        Slot<String> slot = tier.claim("key", new Slot<>(flight()));
        tier.keep("key", entry("put", at(5)));
        slot.land(entry("late", at(9)));

        assertThat(tier.find("empty").value()).isEqualTo("put");
        assertThat(tier.find("key").value()).isEqualTo("put");
    }

    @Test
    void sizeCountsEntriesAndFlights() {
        land(tier, "entry", entry("value", at(1)));
        tier.claim("flight", new Slot<>(flight()));

        assertThat(tier.size()).isEqualTo(2);
    }

    private static Outcome<Entry<String>> flight() {
        return new Outcome<>(Context.empty(), entry -> {});
    }

    private static void land(LocalTier<String, String> tier, String key, Entry<String> entry) {
        tier.claim(key, new Slot<>(flight())).land(entry);
    }

    private Entry<String> entry(String value, Position stamp) {
        long now = clock.millis();
        return Entry.stamped(value, Source.LOADED, stamp, now, now + 1_000, 0);
    }

    private static Position at(long offset) {
        return new Position(1, 0, offset);
    }
}
