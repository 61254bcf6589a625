package io.reactivecache.internal.coherence;

import static io.reactivecache.fixture.Entries.flight;
import static io.reactivecache.fixture.Entries.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.Entries;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.CacheEvents;
import io.reactivecache.internal.entry.Change;
import io.reactivecache.internal.entry.ChangeFormat;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Keep;
import io.reactivecache.internal.entry.KeySpace;
import io.reactivecache.internal.entry.KeyWatch;
import io.reactivecache.internal.entry.Lifetimes;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.marker.Verdict;
import io.reactivecache.internal.tier.Fences;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.PendingPut;
import io.reactivecache.internal.tier.PendingPuts;
import io.reactivecache.internal.tier.RecentChanges;
import io.reactivecache.internal.tier.Slot;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.KeyCodecs;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** Records of wide invalidations, records that make stale, and records the remote tier was not told of. */
final class RecordApplierWideTest {

    private static final Token FOREIGN = new Token(9, 1);

    private final CacheConfig config = new CacheConfigBuilder("orders").build();
    private final HandClock clock = new HandClock();
    private final Counters counters = new Counters();
    private final KeySpace<String> keys = new KeySpace<>("orders", KeyCodecs.strings(), 1_024);
    private final Markers markers = new Markers(100, true, counters);
    private final LocalTier<String, String> local = new LocalTier<>(
            config,
            value -> 1,
            markers,
            keys::encode,
            clock,
            counters,
            new CacheEvents<>(counters, Schedulers.parallel()));
    private final PendingPuts<String> puts = new PendingPuts<>(false);
    private final AppliedPositions positions = new AppliedPositions();
    private final List<String> told = new ArrayList<>();
    private final List<String> watched = new ArrayList<>();
    private final RecordApplier<String, String> applier = new RecordApplier<>(
            config,
            keys,
            local,
            RecentChanges.NONE,
            markers,
            new Fences(1, clock),
            new Told(),
            puts,
            positions,
            new Watched(),
            new Lifetimes(config, clock, () -> 0),
            counters,
            new CacheEvents<>(counters, Schedulers.parallel()),
            heartbeat -> {},
            (key, token) -> {});

    @BeforeEach
    void beginTheLog() {
        LogPositions start = LogPositions.of(1, 4);
        applier.apply(new LogEvent.Reset(start));
        markers.known(start);
        told.clear();
        watched.clear();
    }

    @Test
    void aWideChangeIsAMarkerThatEntriesAreJudgedBy() {
        there("key", 4);
        there("newer", 5);
        apply(wide(Effect.REMOVE, EntryPredicate.tag("fruit"), true), 5);

        assertThat(local.size()).isEqualTo(2);
        assertThat(found(local, "key")).isNull();
        assertThat(found(local, "newer")).isNotNull();
        assertThat(applied()).isEqualTo(at(5));
        assertThat(counters.get(CacheMeter.LOG_APPLIED)).isEqualTo(1);
        assertThat(told).isEmpty();
    }

    @Test
    void aWideChangeThatExpiresLeavesStaleEntries() {
        there("key", 4);
        apply(wide(Effect.EXPIRE, EntryPredicate.prefix("k"), true), 5);

        assertThat(found(local, "key").isStale(clock.millis())).isTrue();
    }

    /** What is stamped with the position must have begun when the marker was known. */
    @Test
    void theMarkerIsKnownBeforeThePositionIsReached() {
        List<Position> reached = new ArrayList<>();
        PendingPut<String> put = puts.begin("key", new Token(1, 1), "put", Keep.USUAL);
        puts.begin("watch", new Token(1, 2), "put", Keep.USUAL);
        Unsettled at = new Told() {
            @Override
            public void marker(MarkerId marker) {
                reached.add(applied());
                assertThat(markers.judgeRemote("key", Set.of(), RecordApplierWideTest.at(4)))
                        .isEqualTo(Verdict.REMOVED);
                assertThat(puts.mayKeep(put, RecordApplierWideTest.at(6))).isFalse();
            }
        };
        with(at).apply(new LogEvent.Appended(at(5), encoded(wide(Effect.REMOVE, EntryPredicate.all(), false))));

        assertThat(reached).containsExactly(at(4));
        assertThat(applied()).isEqualTo(at(5));
    }

    @Test
    void aWideChangeOfAnotherCacheOnlyCountsAsApplied() {
        there("key", 4);
        apply(new Change.Wide("customers", MarkerId.all(Effect.REMOVE), FOREIGN, false), 5);

        assertThat(found(local, "key")).isNotNull();
        assertThat(markers.size()).isZero();
        assertThat(told).isEmpty();
        assertThat(applied()).isEqualTo(at(5));
    }

    @Test
    void aWideChangeOverlapsThePutsItMayMean() {
        PendingPut<String> meant = puts.begin("a%3A1", new Token(1, 1), "put", Keep.USUAL);
        PendingPut<String> other = puts.begin("b%3A1", new Token(1, 2), "put", Keep.USUAL);
        apply(wide(Effect.REMOVE, EntryPredicate.pattern("a:*"), true), 5);
        assertThat(puts.mayKeep(meant, at(6))).isFalse();
        assertThat(puts.mayKeep(other, at(6))).isTrue();

        apply(wide(Effect.REMOVE, EntryPredicate.tag("fruit"), true), 6);
        assertThat(puts.mayKeep(other, at(7))).isFalse();
    }

    @Test
    void whoeverWatchesKeysHearsOfAllThatMayHaveChanged() {
        apply(wide(Effect.REMOVE, EntryPredicate.tag("fruit"), true), 5);
        assertThat(watched).isEmpty();
        apply(wide(Effect.REMOVE, EntryPredicate.prefix("k"), true), 6);
        apply(wide(Effect.REMOVE, EntryPredicate.all(), true), 7);

        assertThat(watched).containsExactly("reset", "reset");
    }

    @Test
    void whatTheRemoteTierWasNotToldOfIsPassedOn() {
        apply(wide(Effect.REMOVE, EntryPredicate.tag("fruit"), false), 5);
        apply(new Change.OfKey("orders", "caf%C3%A9", FOREIGN, Effect.REMOVE, false), 6);
        apply(new Change.OfKey("orders", "key", FOREIGN), 7);
        apply(new Change.OfKey("orders", "key", FOREIGN, Effect.EXPIRE, true), 8);

        assertThat(told).containsExactly("marker RTfruit", "key caf%C3%A9 " + FOREIGN + " " + at(6));
    }

    @Test
    void aChangeThatExpiresLeavesTheKeyStale() {
        there("key", 4);
        there("newer", 5);
        apply(new Change.OfKey("orders", "key", FOREIGN, Effect.EXPIRE, true), 5);
        apply(new Change.OfKey("orders", "newer", FOREIGN, Effect.EXPIRE, true), 5);

        assertThat(found(local, "key").isStale(clock.millis())).isTrue();
        assertThat(found(local, "newer").isStale(clock.millis())).isFalse();
    }

    @Test
    void aRecordOfAKindNobodyKnowsMayHaveBeenOfAMarker() {
        there("key", 4);
        byte[] unknown = encoded(wide(Effect.REMOVE, EntryPredicate.all(), true));
        unknown[3] = 'Z';
        applier.apply(new LogEvent.Appended(at(5), unknown));

        assertThat(found(local, "key")).isNull();
        assertThat(markers.floor()).isEqualTo(LogPositions.of(1, 5));
        assertThat(markers.judgeRemote("key", Set.of(), at(4))).isEqualTo(Verdict.REMOVED);
        assertThat(told).containsExactly("missed");
    }

    @Test
    void afterAResetMarkersMayHaveBeenMissed() {
        apply(wide(Effect.REMOVE, EntryPredicate.tag("fruit"), true), 5);
        applier.apply(new LogEvent.Reset(LogPositions.of(1, 9)));

        assertThat(markers.floor()).isEqualTo(LogPositions.of(1, 9));
        assertThat(markers.size()).isEqualTo(1);
        assertThat(told).containsExactly("missed");
    }

    private RecordApplier<String, String> with(Unsettled unsettled) {
        return new RecordApplier<>(
                config,
                keys,
                local,
                RecentChanges.NONE,
                markers,
                new Fences(1, clock),
                unsettled,
                puts,
                positions,
                KeyWatch.NONE,
                new Lifetimes(config, clock, () -> 0),
                counters,
                new CacheEvents<>(counters, Schedulers.parallel()),
                heartbeat -> {},
                (key, token) -> {});
    }

    private void there(String key, long stamp) {
        long now = clock.millis();
        local.claim(key, new Slot<>(flight()))
                .land(Entries.tagged("value", at(stamp), Set.of("fruit"), now, now + 1_000, now + 100_000));
        assertThat(found(local, key)).isNotNull();
    }

    private static Change wide(Effect effect, EntryPredicate predicate, boolean closed) {
        return new Change.Wide("orders", new MarkerId(effect, predicate), FOREIGN, closed);
    }

    private void apply(Change change, long offset) {
        applier.apply(new LogEvent.Appended(at(offset), encoded(change)));
    }

    private static byte[] encoded(Change change) {
        return ChangeFormat.encode(change);
    }

    private Position applied() {
        return positions.view().orElseThrow().applied(0);
    }

    private static Position at(long offset) {
        return new Position(1, 0, offset);
    }

    /** Writes down what it hears of. */
    private class Told implements Unsettled {

        @Override
        public void key(String key, Token token, Position position) {
            told.add("key " + key + " " + token + " " + position);
        }

        @Override
        public void marker(MarkerId marker) {
            told.add("marker " + marker.encoded());
        }

        @Override
        public void missed() {
            told.add("missed");
        }
    }

    private final class Watched implements KeyWatch {

        @Override
        public void changed(String key) {}

        @Override
        public void reset() {
            watched.add("reset");
        }
    }
}
