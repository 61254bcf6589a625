package io.reactivecache.internal.tier;

import static io.reactivecache.fixture.Entries.flight;
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
import io.reactivecache.spi.LogPositions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** Hits of one key that come one after the other within a millisecond, and over many. */
final class LocalTierHitTest {

    private static final Duration IDLE = Duration.ofMillis(64);
    private static final long LONG = Duration.ofHours(1).toMillis();

    private final HandClock clock = new HandClock();
    private final Counters counters = new Counters();
    private final Markers markers = new Markers(100, false, counters);
    private final LocalTier<String, String> tier = new LocalTier<>(
            new CacheConfigBuilder("orders").ttl(ttl -> ttl.idle(IDLE)).build(),
            String::length,
            markers,
            key -> key,
            clock,
            counters,
            new CacheEvents<>(counters, Schedulers.parallel()));
    private final Entry<String> entry =
            Entries.entry("value", new Position(1, 0, 4), clock.millis(), clock.millis() + LONG);

    @BeforeEach
    void land() {
        markers.reset(LogPositions.of(1, 0));
        tier.claim("key", new Slot<>(flight())).land(entry);
        assertThat(Stream.generate(this::hit).limit(20)).containsOnly(entry);
    }

    private Entry<String> hit() {
        return tier.entry("key", tier.now());
    }

    @Test
    void endWhenTheKeyIsRemoved() {
        tier.removeOlder("key", new Position(1, 0, 5));

        assertThat(hit()).isNull();
    }

    @Test
    void endWhenALoadTakesThePlaceOfTheEntry() {
        Slot<String> old = tier.find("key");
        tier.replace("key", old, new Slot<>(flight()));

        assertThat(hit()).isNull();
    }

    @Test
    void endWhenAMarkerComesThatMeansTheKey() {
        markers.raise(new MarkerId(Effect.REMOVE, EntryPredicate.all()), new Position(1, 0, 5));

        assertThat(hit()).isNull();
    }

    @Test
    void goOnWhileMarkersComeThatMeanOthers() {
        markers.raise(new MarkerId(Effect.REMOVE, EntryPredicate.prefix("other")), new Position(1, 0, 5));

        assertThat(hit()).isSameAs(entry);
    }

    @Test
    void keepTheKeyFromBeingIdle() {
        for (int i = 0; i < 1_000; i++) {
            clock.advance(Duration.ofMillis(1));
            assertThat(Stream.generate(this::hit).limit(20)).containsOnly(entry);
        }
        clock.advance(IDLE.plusMillis(1));

        assertThat(hit()).isNull();
    }
}
