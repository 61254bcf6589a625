package io.reactivecache.internal.coherence;

import static io.reactivecache.fixture.Entries.flight;
import static io.reactivecache.fixture.Entries.found;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.reactivecache.Effect;
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
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.entry.Heartbeat;
import io.reactivecache.internal.entry.HeartbeatFormat;
import io.reactivecache.internal.entry.Keep;
import io.reactivecache.internal.entry.KeySpace;
import io.reactivecache.internal.entry.KeyWatch;
import io.reactivecache.internal.entry.Lifetimes;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.tier.BoundedRecentChanges;
import io.reactivecache.internal.tier.Fences;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.PendingPut;
import io.reactivecache.internal.tier.PendingPuts;
import io.reactivecache.internal.tier.Slot;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.KeyCodecs;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

final class RecordApplierTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Token FOREIGN = new Token(9, 1);
    private static final Token OWN = new Token(1, 1);

    private final CacheConfig config = new CacheConfigBuilder("orders").build();
    private final HandClock clock = new HandClock();
    private final Counters counters = new Counters();
    private final KeySpace<String> keys = new KeySpace<>("orders", KeyCodecs.strings(), 1_024);
    private final Markers markers = new Markers(100, false, counters);
    private final LocalTier<String, String> local = new LocalTier<>(
            config,
            value -> 1,
            markers,
            keys::encode,
            clock,
            counters,
            new CacheEvents<>(counters, Schedulers.parallel()));
    private final BoundedRecentChanges recent = new BoundedRecentChanges(100, config.fence(), clock, () -> true);
    private final Fences fences = new Fences(100, clock);
    private final PendingPuts<String> puts = new PendingPuts<>(false);
    private final AppliedPositions positions = new AppliedPositions();
    private final List<Heartbeat> heartbeats = new ArrayList<>();
    private final RecordApplier<String, String> applier = new RecordApplier<>(
            config,
            keys,
            local,
            recent,
            markers,
            fences,
            Unsettled.NONE,
            puts,
            positions,
            KeyWatch.NONE,
            new Lifetimes(config, clock, () -> 0),
            counters,
            new CacheEvents<>(counters, Schedulers.parallel()),
            heartbeats::add,
            (key, token) -> {});

    @Test
    void aChangeRemovesTheOlderEntryIsRememberedAndCountsAsApplied() {
        reset(1, 4);
        there("key", 4);
        there("other", 4);
        applier.apply(change("key", FOREIGN, 5));

        assertThat(found(local, "key")).isNull();
        assertThat(found(local, "other")).isNotNull();
        assertThat(recent.allows("key", at(4))).isFalse();
        assertThat(recent.allows("other", at(4))).isTrue();
        assertThat(applied()).isEqualTo(at(5));
        assertThat(counters.get(CacheMeter.LOG_APPLIED)).isEqualTo(1);
    }

    @Test
    void aChangeLeavesAnEntryThatReflectsIt() {
        reset(1, 4);
        there("key", 5);
        applier.apply(change("key", FOREIGN, 5));

        assertThat(found(local, "key")).isNotNull();
    }

    @Test
    void aChangeDetachesALoadInFlight() {
        reset(1, 4);
        Slot<String> slot = local.claim("key", new Slot<>(flight()));
        applier.apply(change("key", FOREIGN, 5));
        slot.land(entry("late", 4));

        assertThat(found(local, "key")).isNull();
    }

    @Test
    void aFencedKeyIsRemovedAndNothingIsKeptOfItUntilItsTransactionHasTold() {
        reset(1, 4);
        there("key", 4);
        Slot<String> slot = local.claim("loading", new Slot<>(flight()));
        applier.apply(fenced("key", 5));
        applier.apply(fenced("loading", 6));
        slot.land(entry("late", 5));

        assertThat(found(local, "key")).isNull();
        assertThat(found(local, "loading")).isNull();
        assertThat(recent.allows("key", at(4))).isFalse();
        assertThat(fences.stands("key")).isTrue();
        assertThat(applied()).isEqualTo(at(6));
        applier.apply(change("key", OWN, 7));
        assertThat(fences.stands("key")).isTrue();
        applier.apply(change("key", FOREIGN, 8));
        assertThat(fences.stands("key")).isFalse();
    }

    @Test
    void aPutKeepsNothingOfAFencedKey() {
        reset(1, 4);
        applier.apply(fenced("key", 5));
        PendingPut<String> put = puts.begin("key", OWN, "value", Keep.USUAL);
        applier.apply(change("key", OWN, 6));

        assertThat(found(local, "key")).isNull();
        StepVerifier.create(put.applied()).expectNext(false).expectComplete().verify(LONG);
    }

    private static LogEvent fenced(String key, long offset) {
        Change change = new Change.Fenced("orders", key, FOREIGN, Duration.ofMinutes(1));
        return new LogEvent.Appended(at(offset), ChangeFormat.encode(change));
    }

    @Test
    void aHeartbeatChangesNothingAndIsHeardByTheCacheItIsOf() {
        reset(1, 4);
        there("key", 4);
        Heartbeat heartbeat = heartbeat("orders");
        applier.apply(new LogEvent.Appended(at(5), HeartbeatFormat.encode(heartbeat)));
        applier.apply(new LogEvent.Appended(at(6), HeartbeatFormat.encode(heartbeat("others"))));

        assertThat(found(local, "key")).isNotNull();
        assertThat(heartbeats).containsExactly(heartbeat);
        assertThat(applied()).isEqualTo(at(6));
        assertThat(counters.get(CacheMeter.LOG_DAMAGED)).isZero();
    }

    /** It may have been the record of a change once. */
    @Test
    void aDamagedHeartbeatClearsTheTier() {
        reset(1, 4);
        there("key", 4);
        byte[] damaged = HeartbeatFormat.encode(heartbeat("orders"));
        damaged[10]++;
        applier.apply(new LogEvent.Appended(at(5), damaged));

        assertThat(found(local, "key")).isNull();
        assertThat(heartbeats).isEmpty();
        assertThat(counters.get(CacheMeter.LOG_DAMAGED)).isEqualTo(1);
    }

    private static Heartbeat heartbeat(String cache) {
        return new Heartbeat(cache, FOREIGN, Duration.ofSeconds(10), LogPositions.of(1, 4));
    }

    @Test
    void repeatedAndOldRecordsAreIgnored() {
        reset(1, 4);
        applier.apply(change("key", FOREIGN, 5));
        there("key", 3);
        applier.apply(change("key", FOREIGN, 5));
        applier.apply(change("key", FOREIGN, 4));

        assertThat(found(local, "key")).isNotNull();
        assertThat(applied()).isEqualTo(at(5));
        assertThat(counters.get(CacheMeter.LOG_APPLIED)).isEqualTo(1);
    }

    @Test
    void recordsBeforeAnyResetAreIgnored() {
        applier.apply(change("key", FOREIGN, 5));

        assertThat(positions.view()).isEmpty();
        assertThat(recent.allows("key", at(4))).isTrue();
    }

    @Test
    void recordsOfOtherEpochsAndPartitionsAreIgnored() {
        reset(1, 4);
        there("key", 4);
        byte[] payload = payload("orders", "key", FOREIGN);
        applier.apply(new LogEvent.Appended(new Position(2, 0, 5), payload));
        applier.apply(new LogEvent.Appended(new Position(1, 3, 5), payload));

        assertThat(found(local, "key")).isNotNull();
        assertThat(applied()).isEqualTo(at(4));
    }

    @Test
    void aChangeOfAnotherCacheOnlyCountsAsApplied() {
        reset(1, 4);
        there("key", 4);
        applier.apply(new LogEvent.Appended(at(5), payload("customers", "key", FOREIGN)));

        assertThat(found(local, "key")).isNotNull();
        assertThat(recent.allows("key", at(4))).isTrue();
        assertThat(applied()).isEqualTo(at(5));
        assertThat(counters.get(CacheMeter.LOG_APPLIED)).isEqualTo(1);
    }

    @Test
    void theRecordOfAPutBringsItsValueAtItsPlace() {
        reset(1, 4);
        there("key", 4);
        PendingPut<String> put = puts.begin("key", OWN, "put", Keep.USUAL);
        applier.apply(change("key", OWN, 5));

        Entry<String> kept = found(local, "key");
        assertThat(kept.value()).isEqualTo("put");
        assertThat(kept.stamp()).contains(at(5));
        assertThat(kept.freshUntil())
                .isEqualTo(clock.millis() + config.ttl().local().toMillis());
        assertThat(recent.allows("key", at(4))).isFalse();
        StepVerifier.create(put.applied()).expectNext(true).expectComplete().verify(LONG);
    }

    @Test
    void aPutThatAnotherWriteOverlappedLeavesTheKeyEmpty() {
        reset(1, 4);
        there("key", 4);
        PendingPut<String> put = puts.begin("key", OWN, "put", Keep.USUAL);
        applier.apply(change("key", FOREIGN, 5));
        applier.apply(change("key", OWN, 6));

        assertThat(found(local, "key")).isNull();
        assertThat(applied()).isEqualTo(at(6));
        StepVerifier.create(put.applied()).expectNext(false).expectComplete().verify(LONG);
    }

    /** A wide invalidation has a record in each partition, and the others may come long after. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aWideInvalidationOverlapsThePutsOfThePartitionOfItsRecord(int partition) {
        applier.apply(new LogEvent.Reset(LogPositions.of(1, 4, 4)));
        int own = keys.address("key", 2).partition();
        PendingPut<String> put = puts.begin("key", OWN, "put", Keep.USUAL);
        Change wide = new Change.Wide("orders", MarkerId.all(Effect.REMOVE), FOREIGN, true);
        applier.apply(new LogEvent.Appended(new Position(1, partition, 5), ChangeFormat.encode(wide)));
        applier.apply(new LogEvent.Appended(new Position(1, own, 6), payload("orders", "key", OWN)));

        assertThat(found(local, "key") != null).isEqualTo(partition != own);
        StepVerifier.create(put.applied())
                .expectNext(partition != own)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void thePositionIsReachedBeforeTheWriterIsTold() {
        reset(1, 4);
        PendingPut<String> put = puts.begin("key", OWN, "put", Keep.USUAL);

        StepVerifier.create(put.applied().map(kept -> applied()))
                .then(() -> applier.apply(change("key", OWN, 5)))
                .expectNext(at(5))
                .expectComplete()
                .verify(LONG);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 1_000})
    void aRecordThatCannotBeReadConcernsEveryKey(int length) {
        reset(1, 4);
        there("key", 4);
        PendingPut<String> put = puts.begin("key", OWN, "put", Keep.USUAL);
        Slot<String> slot = local.claim("flight", new Slot<>(flight()));
        assertThatCode(() -> applier.apply(new LogEvent.Appended(at(5), new byte[length])))
                .doesNotThrowAnyException();
        slot.land(entry("late", 4));

        everythingIsGone(put);
    }

    @Test
    void aRecordWhoseKeyCannotBeReadConcernsEveryKey() {
        reset(1, 4);
        there("key", 4);
        PendingPut<String> put = puts.begin("key", OWN, "put", Keep.USUAL);
        local.claim("flight", new Slot<>(flight()));
        applier.apply(new LogEvent.Appended(at(5), payload("orders", "no%key", FOREIGN)));

        everythingIsGone(put);
    }

    private void everythingIsGone(PendingPut<String> put) {
        assertThat(found(local, "key")).isNull();
        assertThat(found(local, "flight")).isNull();
        assertThat(recent.allows("any", at(4))).isFalse();
        assertThat(recent.allows("any", at(5))).isTrue();
        assertThat(applied()).isEqualTo(at(5));
        assertThat(counters.get(CacheMeter.LOG_DAMAGED)).isEqualTo(1);
        assertThat(counters.get(CacheMeter.LOG_APPLIED)).isZero();
        StepVerifier.create(put.applied()).expectNext(false).expectComplete().verify(LONG);
    }

    @Test
    void theFirstResetBeginsAndIsNoLoss() {
        Slot<String> slot = local.claim("key", new Slot<>(flight()));
        reset(1, 4);
        slot.land(entry("early", 4));

        assertThat(found(local, "key")).isNull();
        assertThat(applied()).isEqualTo(at(4));
        assertThat(recent.allows("key", at(3))).isTrue();
        assertThat(counters.get(CacheMeter.LOG_RESET)).isZero();
    }

    @Test
    void aLaterResetRemovesEverythingAndRefusesWhatIsOlder() {
        reset(1, 4);
        there("key", 4);
        PendingPut<String> put = puts.begin("key", OWN, "put", Keep.USUAL);
        Slot<String> slot = local.claim("flight", new Slot<>(flight()));
        reset(1, 8);
        slot.land(entry("late", 4));

        assertThat(found(local, "key")).isNull();
        assertThat(found(local, "flight")).isNull();
        assertThat(applied()).isEqualTo(at(8));
        assertThat(recent.allows("any", at(7))).isFalse();
        assertThat(recent.allows("any", at(8))).isTrue();
        assertThat(counters.get(CacheMeter.LOG_RESET)).isEqualTo(1);
        StepVerifier.create(put.applied()).expectNext(false).expectComplete().verify(LONG);
    }

    @Test
    void anotherEpochRefusesEveryValueOfTheFormerOne() {
        reset(1, 4);
        reset(2, 0);

        assertThat(recent.allows("any", at(9))).isFalse();
        assertThat(recent.allows("any", new Position(2, 0, 0))).isTrue();
    }

    private void reset(long epoch, long offset) {
        applier.apply(new LogEvent.Reset(LogPositions.of(epoch, offset)));
    }

    private void there(String key, long stamp) {
        local.claim(key, new Slot<>(flight())).land(entry("value", stamp));
        assertThat(found(local, key)).isNotNull();
    }

    private Entry<String> entry(String value, long stamp) {
        return Entries.entry(value, at(stamp), clock.millis(), clock.millis() + 1_000);
    }

    private static LogEvent change(String key, Token token, long offset) {
        return new LogEvent.Appended(at(offset), payload("orders", key, token));
    }

    private static byte[] payload(String cache, String key, Token token) {
        return ChangeFormat.encode(new Change.OfKey(cache, key, token));
    }

    private Position applied() {
        return positions.view().orElseThrow().applied(0);
    }

    private static Position at(long offset) {
        return new Position(1, 0, offset);
    }
}
