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
import io.reactivecache.internal.marker.Markers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** What happens in the middle of a removal. */
final class LocalTierRaceTest {

    private static final Position OLD = new Position(1, 0, 4);
    private static final Position RECORD = new Position(1, 0, 5);

    private final Markers markers = new Markers(100, false, new Counters());
    private final HandClock clock = new HandClock();
    private final LocalTier<Key, String> tier = new LocalTier<>(
            new CacheConfigBuilder("orders").build(),
            String::length,
            markers,
            String::valueOf,
            clock,
            new Counters(),
            new CacheEvents<>(new Counters(), Schedulers.parallel()));

    /** A key that lets something happen when it is looked up for the second time: between a look at a slot and its removal. */
    private static final class Key {

        private final @Nullable Runnable between;
        private int lookups;

        Key(@Nullable Runnable between) {
            this.between = between;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key;
        }

        @Override
        public int hashCode() {
            if (between != null && ++lookups == 2) {
                between.run();
            }
            return 1;
        }
    }

    @Test
    void aRecordDetachesTheRefreshThatTakesThePlaceOfTheEntryItRemoves() {
        Key key = new Key(null);
        Slot<String> there = tier.claim(key, new Slot<>(flight()));
        there.land(Entries.entry("old", OLD, clock.millis(), clock.millis() + 1_000));
        Slot<String> refresh = new Slot<>(flight());
        Key raced = new Key(() -> assertThat(tier.replace(key, there, refresh)).isTrue());
        tier.removeOlder(raced, RECORD);

        assertThat(refresh.isDetached()).isTrue();
        assertThat(tier.find(key)).isNull();
        refresh.land(there.entry());
        assertThat(found(tier, key)).isNull();
    }
}
