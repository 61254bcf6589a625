package io.reactivecache.internal.coherence;

import static io.reactivecache.fixture.Entries.flight;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.Entries;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.HandTable;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.OpenedStore;
import io.reactivecache.fixture.ScriptedLog;
import io.reactivecache.internal.entry.CacheEvents;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.KeySpace;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.internal.tier.RecentChanges;
import io.reactivecache.internal.tier.Slot;
import io.reactivecache.spi.KeyCodecs;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** In virtual time: turns come every half a second. */
final class MarkerSyncTest {

    private static final long EPOCH = ScriptedLog.EPOCH;
    private static final Duration TURN = Duration.ofMillis(500);
    private static final MarkerId FRUIT = new MarkerId(Effect.REMOVE, EntryPredicate.tag("fruit"));
    private static final LogPositions START = LogPositions.of(EPOCH, 0);

    private final TableNode node = new TableNode(new CacheConfigBuilder("orders")
            .markers(more -> more.sweepInterval(Duration.ofSeconds(10)))
            .remote(more -> more.maxRepairs(1))
            .build());
    private final CacheConfig config = node.config;
    private final HandClock clock = node.clock;
    private final VirtualTimeScheduler time = node.time;
    private final Counters counters = node.counters;
    private final Markers markers = node.markers;
    private final HandTable table = node.table;
    private final KeySpace<String> keys = new KeySpace<>("orders", KeyCodecs.strings(), 1_024);
    private final OpenedStore store = new OpenedStore();
    private final LocalTier<String, String> local = new LocalTier<>(
            config,
            value -> 1,
            markers,
            keys::encode,
            clock,
            counters,
            new CacheEvents<>(counters, Schedulers.parallel()));
    private final Sinks.Many<Boolean> back = Sinks.many().multicast().directBestEffort();
    private MarkerSync sync;

    @BeforeEach
    void start() {
        UntoldKeys untold = new UntoldKeys(store, keys, markers, node.calls, config, counters);
        TableSync tables = node.sync(RecentChanges.NONE, false);
        RemoteSync remote =
                new RemoteSync(untold, Optional.of(tables), RecentChanges.NONE, markers, node.positions, clock);
        sync = new MarkerSync(node.retention, Optional.of(remote), local, clock, time);
        Heard.of(sync.run(back.asFlux()));
    }

    @AfterEach
    void endTime() {
        time.dispose();
    }

    private void reset() {
        node.reset(START);
        sync.missed();
    }

    @Test
    void theTableIsReadAtOnceAfterAReset() {
        reset();

        assertThat(table.told()).containsExactly("read orders");
        assertThat(markers.floor()).isNull();
        pass(TURN.multipliedBy(10));
        assertThat(table.told()).hasSize(1);
    }

    @Test
    void aTableThatCannotBeReadIsReadAgainEveryTurnUntilItCan() {
        table.answering(() -> Mono.error(new IllegalStateException("away")));
        reset();
        pass(TURN.multipliedBy(3));
        assertThat(table.told()).hasSize(4);
        assertThat(markers.floor()).isNotNull();

        table.answering(Mono::empty);
        back.tryEmitNext(true);
        assertThat(markers.floor()).isNull();
        assertThat(table.told()).hasSize(5);
    }

    @Test
    void aTableThatHangsIsGivenUpInTime() {
        table.answering(Mono::never);
        reset();
        pass(config.remote().timeout());
        table.answering(Mono::empty);
        pass(TURN.multipliedBy(2));

        assertThat(markers.floor()).isNull();
    }

    @Test
    void whoWaitsForTheFirstLookHearsOfItOnceTheTableWasRead() {
        Heard<Void> looked = Heard.of(sync.looked());
        pass(TURN.multipliedBy(2));
        assertThat(looked.isNothing()).isTrue();
        table.answering(() -> Mono.delay(TURN.dividedBy(2), time).then());
        reset();
        assertThat(looked.isNothing()).isTrue();
        pass(TURN.dividedBy(2));

        assertThat(looked.isEmpty()).isTrue();
        assertThat(markers.floor()).isNull();
    }

    @Test
    void whoWaitsIsNotKeptWaitingByAStoreThatIsAway() {
        Heard<Void> looked = Heard.of(sync.looked());
        table.answering(() -> Mono.error(new IllegalStateException("away")));
        reset();

        assertThat(looked.isEmpty()).isTrue();
    }

    @Test
    void whileThereAreMarkersTheTableIsReadFromTimeToTime() {
        reset();
        raise();
        pass(config.markers().sweepInterval().minus(TURN));
        assertThat(table.told()).hasSize(1);
        pass(TURN);
        assertThat(table.told()).hasSize(2);
        pass(config.markers().sweepInterval());
        assertThat(table.told()).hasSize(3);
    }

    @Test
    void theTableIsToldOfWhatItsWriterCouldNotTellWithTheNextTurn() {
        reset();
        raise();
        sync.marker(FRUIT);
        pass(TURN);

        assertThat(table.told()).endsWith("open orders RTfruit " + LogPositions.of(EPOCH, 5));
    }

    @Test
    void theStoreIsToldOfAKeyItsWriterCouldNotTell() {
        reset();
        sync.key("key", new Token(1, 1), new Position(EPOCH, 0, 5));
        pass(TURN);

        assertThat(store.opened()).hasSize(1);
    }

    @Test
    void aKeyThereIsNoRoomForBecomesAMarkerThatTheTableIsToldOf() {
        reset();
        store.answering(Mono::never);
        sync.key("one", new Token(1, 1), new Position(EPOCH, 0, 5));
        sync.key("two", new Token(1, 2), new Position(EPOCH, 0, 6));
        pass(TURN.plus(config.remote().timeout()));

        assertThat(table.told()).endsWith("open orders RA " + LogPositions.of(EPOCH, 6));
    }

    @Test
    void aMarkerIsForgottenWhenNothingIsLeftOfWhatItMeans() {
        reset();
        raise();
        there("key");
        table.row("RTfruit", LogPositions.of(EPOCH, 5), Duration.ZERO);
        pass(config.fence());
        assertThat(local.size()).isEqualTo(1);
        pass(TURN.multipliedBy(2));
        assertThat(local.size()).isZero();
        assertThat(markers.size()).isEqualTo(1);

        table.empty();
        pass(config.markers().sweepInterval());
        assertThat(markers.size()).isZero();
    }

    @Test
    void withoutARemoteTierAMarkerIsForgottenAfterTheSweepOfTheLocalOne() {
        MarkerRetention retention = new MarkerRetention(markers, config.fence().toMillis());
        MarkerSync tableless = new MarkerSync(retention, Optional.empty(), local, clock, time);
        reset();
        Heard.of(tableless.run(Flux.never()));
        raise();
        there("key");
        tableless.marker(FRUIT);
        tableless.key("key", new Token(1, 1), new Position(EPOCH, 0, 5));
        assertThat(Heard.of(tableless.looked()).isEmpty()).isTrue();
        pass(config.fence());
        assertThat(markers.size()).isEqualTo(1);
        pass(TURN.multipliedBy(2));

        assertThat(local.size()).isZero();
        assertThat(markers.size()).isZero();
        assertThat(store.opened()).isEmpty();
    }

    private void raise() {
        markers.raise(FRUIT, new Position(EPOCH, 0, 5));
    }

    private void there(String key) {
        long now = clock.millis();
        long end = now + Duration.ofHours(1).toMillis();
        local.claim(key, new Slot<>(flight()))
                .land(Entries.tagged("value", new Position(EPOCH, 0, 4), Set.of("fruit"), now, end, end));
    }

    /** Turn by turn, so that the clock and the turns agree. */
    private void pass(Duration span) {
        Duration left = span;
        while (!left.isZero()) {
            Duration step = left.compareTo(TURN) < 0 ? left : TURN;
            clock.advance(step);
            time.advanceTimeBy(step);
            left = left.minus(step);
        }
    }
}
