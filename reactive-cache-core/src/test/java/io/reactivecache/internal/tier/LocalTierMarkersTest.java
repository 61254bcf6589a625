package io.reactivecache.internal.tier;

import static io.reactivecache.fixture.Entries.flight;
import static io.reactivecache.fixture.Entries.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.Position;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.Entries;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.internal.entry.CacheEvents;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.LogPositions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** What wide invalidations do to the entries and loads of the local tier. */
final class LocalTierMarkersTest {

    private static final Set<String> FRUIT = Set.of("fruit");

    private final HandClock clock = new HandClock();
    private final Counters counters = new Counters();
    private final Markers markers = new Markers(100, false, counters);
    private final AtomicInteger encoded = new AtomicInteger();
    private final LocalTier<String, String> tier = new LocalTier<>(
            new CacheConfigBuilder("orders").build(),
            String::length,
            markers,
            this::encode,
            clock,
            counters,
            new CacheEvents<>(counters, Schedulers.parallel()));

    private String encode(String key) {
        encoded.incrementAndGet();
        return key;
    }

    @BeforeEach
    void beginTheLog() {
        markers.reset(LogPositions.of(1, 0));
    }

    @Test
    void anEntryThatAMarkerRemovesIsNotFoundAndCounted() {
        land("key", 4);
        land("newer", 5);
        invalidate(EntryPredicate.all(), 5);

        assertThat(found(tier, "key")).isNull();
        assertThat(found(tier, "newer")).isNotNull();
        assertThat(counters.get(CacheMeter.LOCAL_INVALIDATED)).isEqualTo(1);
        assertThat(tier.size()).isEqualTo(1);
    }

    @Test
    void anEntryIsJudgedOnceForEachChangeOfTheMarkers() {
        land("key", 4);
        invalidate(EntryPredicate.prefix("other"), 5);
        found(tier, "key");
        int once = encoded.get();
        found(tier, "key");
        assertThat(encoded).hasValue(once);

        invalidate(EntryPredicate.prefix("another"), 6);
        assertThat(found(tier, "key")).isNotNull();
        assertThat(encoded).hasValueGreaterThan(once);
    }

    @Test
    void whatWasFoundValidIsInvalidOnceAMarkerComes() {
        land("key", 4);
        invalidate(EntryPredicate.tag("vegetable"), 5);
        assertThat(found(tier, "key")).isNotNull();
        invalidate(EntryPredicate.tag("fruit"), 5);

        assertThat(found(tier, "key")).isNull();
    }

    @Test
    void anEntryThatAMarkerExpiresIsStaleFromThenOn() {
        land("key", 4);
        expire(EntryPredicate.tag("fruit"), 5);
        Entry<String> stale = found(tier, "key");

        assertThat(stale.isStale(clock.millis())).isTrue();
        assertThat(stale.value()).isEqualTo("value");
        assertThat(found(tier, "key")).isSameAs(stale);
        assertThat(counters.get(CacheMeter.LOCAL_INVALIDATED)).isZero();
    }

    @Test
    void anAbsenceThatAMarkerExpiresIsOver() {
        long now = clock.millis();
        tier.claim("key", new Slot<>(flight())).land(Entries.absent(at(4), FRUIT, now, now + 1_000));
        assertThat(found(tier, "key")).isNotNull();
        expire(EntryPredicate.tag("fruit"), 5);

        assertThat(found(tier, "key")).isNull();
    }

    @Test
    void aLoadThatBeganBeforeAMarkerThatMayMeanItIsDetached() {
        Slot<String> slot = tier.claim("key", new Slot<>(flight(null, at(4))));
        invalidate(EntryPredicate.tag("fruit"), 5);
        assertThat(tier.find("key")).isNull();
        slot.land(entry(4));

        assertThat(slot.isDetached()).isTrue();
        assertThat(found(tier, "key")).isNull();
        assertThat(counters.get(CacheMeter.LOCAL_INVALIDATED)).isEqualTo(1);
    }

    @Test
    void aLoadThatBeganAfterIsJoinedAndSoIsOneThatHasReadNothingYet() {
        Slot<String> after = tier.claim("key", new Slot<>(flight(null, at(5))));
        Slot<String> idle = tier.claim("idle", new Slot<>(flight(null, null)));
        invalidate(EntryPredicate.all(), 5);

        assertThat(tier.find("key")).isSameAs(after);
        assertThat(tier.find("idle")).isSameAs(idle);
    }

    @Test
    void aLoadOfAKeyThatIsNotMeantIsJoined() {
        Slot<String> slot = tier.claim("key", new Slot<>(flight(null, at(4))));
        invalidate(EntryPredicate.prefix("other"), 5);

        assertThat(tier.find("key")).isSameAs(slot);
    }

    @Test
    void whatALoadIsToReplaceIsJudgedToo() {
        Slot<String> removed = tier.claim("removed", new Slot<>(flight(entry(4), at(9))));
        Slot<String> expired = tier.claim("expired", new Slot<>(flight(entry(4), at(9))));
        Slot<String> newer = tier.claim("newer", new Slot<>(flight(entry(5), at(9))));
        invalidate(EntryPredicate.prefix("r"), 5);
        expire(EntryPredicate.prefix("e"), 5);
        invalidate(EntryPredicate.prefix("n"), 5);

        assertThat(tier.find("removed")).isSameAs(removed);
        assertThat(removed.flight().stale()).isNull();
        assertThat(tier.find("expired").flight().stale().isStale(clock.millis()))
                .isTrue();
        assertThat(expired.flight().stale().value()).isEqualTo("value");
        assertThat(tier.find("newer").flight().stale()).isNotNull();
        assertThat(newer.isDetached()).isFalse();
    }

    @Test
    void whatALoadBringsThatAMarkerMeansIsNotKept() {
        Slot<String> slot = tier.claim("key", new Slot<>(flight(null, at(4))));
        invalidate(EntryPredicate.tag("fruit"), 5);

        assertThat(tier.kept("key", slot, entry(4))).isNull();
        assertThat(slot.isDetached()).isTrue();
    }

    @Test
    void whatALoadBringsThatIsValidIsKept() {
        Slot<String> slot = tier.claim("key", new Slot<>(flight(null, at(4))));
        invalidate(EntryPredicate.tag("vegetable"), 5);
        Entry<String> brought = entry(4);

        assertThat(tier.kept("key", slot, brought)).isSameAs(brought);
        assertThat(tier.kept("key", slot, null)).isNull();
        assertThat(slot.isDetached()).isFalse();
    }

    @Test
    void whoClaimsAKeyIsGivenItsSlotAndFindsThatItIsInvalid() {
        land("key", 4);
        invalidate(EntryPredicate.all(), 5);
        Slot<String> free = new Slot<>(flight());
        Slot<String> there = tier.claim("key", free);

        assertThat(there).isNotSameAs(free);
        assertThat(tier.judged("key", there)).isNull();
        assertThat(tier.claim("key", free)).isSameAs(free);
    }

    @Test
    void aSlotThatIsNoLongerTheKeysTakesNothingAway() {
        Slot<String> old = tier.claim("key", new Slot<>(flight()));
        old.land(entry(4));
        tier.remove("key");
        land("key", 5);
        invalidate(EntryPredicate.all(), 5);

        assertThat(tier.judged("key", old)).isNull();
        assertThat(found(tier, "key")).isNotNull();
    }

    @Test
    void sweepingRemovesWhatIsMeantAndTellsHowMuch() {
        for (int i = 0; i < 2_500; i++) {
            land("key-" + i, i % 2 == 0 ? 4 : 5);
        }
        tier.claim("load", new Slot<>(flight(null, at(4))));
        invalidate(EntryPredicate.tag("fruit"), 5);
        assertThat(tier.sweep(Schedulers.immediate()).block()).isEqualTo(1_251);

        assertThat(tier.size()).isEqualTo(1_250);
        assertThat(tier.sweep(Schedulers.immediate()).block()).isZero();
    }

    @Test
    void sweepingExpiresAndCountsNoneOfThat() {
        land("key", 4);
        expire(EntryPredicate.all(), 5);

        assertThat(tier.sweep(Schedulers.immediate()).block()).isZero();
        assertThat(found(tier, "key").isStale(clock.millis())).isTrue();
    }

    @Test
    void sweepingBeginsWhenItIsSubscribedTo() {
        land("key", 4);
        invalidate(EntryPredicate.all(), 5);
        tier.sweep(Schedulers.immediate());

        assertThat(tier.size()).isEqualTo(1);
    }

    private void invalidate(EntryPredicate predicate, long offset) {
        markers.raise(new MarkerId(Effect.REMOVE, predicate), at(offset));
    }

    private void expire(EntryPredicate predicate, long offset) {
        markers.raise(new MarkerId(Effect.EXPIRE, predicate), at(offset));
    }

    private void land(String key, long stamp) {
        tier.claim(key, new Slot<>(flight())).land(entry(stamp));
    }

    private Entry<String> entry(long stamp) {
        long now = clock.millis();
        return Entries.tagged(
                "value",
                at(stamp),
                FRUIT,
                now,
                now + 1_000,
                now + Duration.ofHours(1).toMillis());
    }

    private static Position at(long offset) {
        return new Position(1, 0, offset);
    }
}
