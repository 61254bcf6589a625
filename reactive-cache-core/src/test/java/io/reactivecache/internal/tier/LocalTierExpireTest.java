package io.reactivecache.internal.tier;

import static io.reactivecache.fixture.Entries.flight;
import static io.reactivecache.fixture.Entries.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Effect;
import io.reactivecache.Position;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.Entries;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.internal.entry.CacheEvents;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.spi.CacheMeter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.scheduler.Schedulers;

/** Making a key stale, here and by a record. */
final class LocalTierExpireTest {

    private final HandClock clock = new HandClock();
    private final Counters counters = new Counters();
    private final LocalTier<String, String> tier = new LocalTier<>(
            new CacheConfigBuilder("orders").build(),
            String::length,
            new Markers(100, false, counters),
            String::valueOf,
            clock,
            counters,
            new CacheEvents<>(counters, Schedulers.parallel()));

    @Test
    void anExpiredEntryIsStaleAndStillThere() {
        tier.claim("key", new Slot<>(flight())).land(entry(9));
        tier.invalidate("key", Effect.EXPIRE);

        assertThat(found(tier, "key").isStale(clock.millis())).isTrue();
        assertThat(counters.get(CacheMeter.LOCAL_INVALIDATED)).isEqualTo(1);
    }

    @Test
    void aRemovedEntryIsNot() {
        tier.claim("key", new Slot<>(flight())).land(entry(9));
        tier.invalidate("key", Effect.REMOVE);

        assertThat(found(tier, "key")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"4, true", "5, false", "6, false"})
    void aRecordExpiresWhatIsStampedBeforeIt(long stamp, boolean expired) {
        tier.claim("key", new Slot<>(flight())).land(entry(stamp));
        tier.invalidateOlder("key", Effect.EXPIRE, at(5));

        assertThat(found(tier, "key").isStale(clock.millis())).isEqualTo(expired);
    }

    @Test
    void anAbsenceIsOver() {
        long now = clock.millis();
        tier.claim("key", new Slot<>(flight())).land(Entries.absent(at(4), Set.of(), now, now + 1_000));
        tier.invalidateOlder("key", Effect.EXPIRE, at(5));

        assertThat(found(tier, "key")).isNull();
    }

    @Test
    void aLoadIsDetachedAndLeavesWhatItWasToReplaceStale() {
        Slot<String> slot = tier.claim("key", new Slot<>(flight(entry(4), at(4))));
        tier.invalidateOlder("key", Effect.EXPIRE, at(5));
        slot.land(entry(9));

        assertThat(slot.isDetached()).isTrue();
        assertThat(found(tier, "key").stamp()).contains(at(4));
        assertThat(found(tier, "key").isStale(clock.millis())).isTrue();
    }

    @Test
    void aLoadThatReplacesNothingLeavesNothing() {
        Slot<String> slot = tier.claim("key", new Slot<>(flight()));
        tier.invalidate("key", Effect.EXPIRE);
        slot.land(entry(9));

        assertThat(found(tier, "key")).isNull();
        assertThat(tier.claim("key", new Slot<>(flight()))).isNotSameAs(slot);
    }

    @Test
    void aKeyThatIsNotThereStaysSo() {
        tier.invalidate("key", Effect.EXPIRE);
        tier.invalidateOlder("key", Effect.EXPIRE, at(5));

        assertThat(tier.size()).isZero();
        assertThat(counters.get(CacheMeter.LOCAL_INVALIDATED)).isZero();
    }

    private Entry<String> entry(long stamp) {
        long now = clock.millis();
        return Entries.tagged("value", at(stamp), Set.of(), now, now + 1_000, now + 100_000);
    }

    private static Position at(long offset) {
        return new Position(1, 0, offset);
    }
}
