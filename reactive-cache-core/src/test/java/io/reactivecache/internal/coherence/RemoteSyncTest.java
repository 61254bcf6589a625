package io.reactivecache.internal.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.HandTable;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.OpenedStore;
import io.reactivecache.fixture.ScriptedLog;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.Change;
import io.reactivecache.internal.entry.ChangeFormat;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Heartbeat;
import io.reactivecache.internal.entry.HeartbeatFormat;
import io.reactivecache.internal.entry.KeySpace;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.marker.Verdict;
import io.reactivecache.internal.tier.BoundedRecentChanges;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.KeyCodecs;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What a node does about changes before a reset that the remote tier may not know of, and when it says that there are none. */
final class RemoteSyncTest implements Unsettled {

    private static final long EPOCH = ScriptedLog.EPOCH;
    private static final String EVERYTHING = "open orders RA ";
    private static final MarkerId FRUIT = new MarkerId(Effect.REMOVE, EntryPredicate.tag("fruit"));
    private static final Token WRITER = new Token(3, 4);
    private static final LogPositions RESET = at(10);

    private final TableNode node = new TableNode();
    private final CacheConfig config = node.config;
    private final HandClock clock = node.clock;
    private final VirtualTimeScheduler time = node.time;
    private final Counters counters = node.counters;
    private final Markers markers = node.markers;
    private final HandTable table = node.table;
    private final ScriptedLog log = node.log;
    private final AppliedPositions positions = node.positions;
    private final KeySpace<String> space = new KeySpace<>("orders", KeyCodecs.strings(), 1_024);
    private final BoundedRecentChanges recent = new BoundedRecentChanges(100, config.fence(), clock, () -> true);
    private final OpenedStore store = new OpenedStore();
    private final UntoldKeys keys = new UntoldKeys(store, space, markers, node.calls, config, counters);
    private final RemoteSync sync =
            new RemoteSync(keys, Optional.of(node.sync(recent, true)), recent, markers, positions, clock);

    private static LogPositions at(long offset) {
        return LogPositions.of(EPOCH, offset);
    }

    @AfterEach
    void endTime() {
        time.dispose();
    }

    @Override
    public void key(String key, Token token, Position position) {
        sync.key(key, token, position);
    }

    @Override
    public void marker(MarkerId marker) {
        sync.marker(marker);
    }

    @Override
    public void missed() {}

    private void reset() {
        node.reset(RESET);
    }

    private Heard<Void> turn() {
        node.retention.look(clock.millis());
        Heard<Void> turn = Heard.of(sync.turn(clock.millis(), this));
        time.advanceTimeBy(Duration.ZERO);
        return turn;
    }

    private boolean usesRemoteValuesOf(String key, long stamp) {
        Position position = new Position(EPOCH, 0, stamp);
        return recent.allows(key, position) && markers.judgeRemote(key, Set.of("fruit"), position) == Verdict.VALID;
    }

    private void deliver(long offset, Change change) {
        log.emit(new LogEvent.Appended(new Position(EPOCH, 0, offset), ChangeFormat.encode(change)));
    }

    private static Change ofKey(String key, boolean closed) {
        return new Change.OfKey("orders", key, WRITER, Effect.REMOVE, closed);
    }

    @Test
    void aResetTheCheckpointHasReachedHasMissedNothing() {
        table.checkpoint(RESET);
        reset();
        assertThat(turn().isEmpty()).isTrue();

        assertThat(markers.floor()).isNull();
        assertThat(markers.size()).isZero();
        assertThat(log.tails()).isEmpty();
    }

    @Test
    void withoutACheckpointEverythingBeforeTheResetCountsAsChangedForAllNodes() {
        reset();
        turn();

        assertThat(usesRemoteValuesOf("key", 9)).isFalse();
        assertThat(usesRemoteValuesOf("key", 10)).isTrue();
        assertThat(table.told()).contains(EVERYTHING + RESET);
        assertThat(counters.get(CacheMeter.LOG_GAP)).isZero();
    }

    @Test
    void soItDoesWithTheCheckpointOfAnotherEpoch() {
        table.checkpoint(LogPositions.of(EPOCH + 1, 100));
        reset();
        turn();

        assertThat(table.told()).contains(EVERYTHING + RESET);
    }

    @Test
    void whatIsBetweenTheCheckpointAndTheResetIsHeardOfOnceMore() {
        table.checkpoint(at(6));
        reset();
        Heard<Void> turn = turn();
        assertThat(log.tails()).containsExactly(Optional.of(at(6)));
        deliver(7, ofKey("told", true));
        deliver(8, ofKey("untold", false));
        deliver(9, new Change.OfKey("others", "other", WRITER, Effect.REMOVE, false));
        assertThat(markers.floor()).isSameAs(RESET);
        log.emit(new LogEvent.Appended(
                new Position(EPOCH, 0, 10),
                HeartbeatFormat.encode(new Heartbeat("orders", WRITER, Duration.ofSeconds(1), at(9)))));
        time.advanceTimeBy(Duration.ZERO);

        assertThat(turn.isEmpty()).isTrue();
        assertThat(markers.floor()).isNull();
        assertThat(usesRemoteValuesOf("untold", 7)).isFalse();
        assertThat(usesRemoteValuesOf("told", 6)).isTrue();
        assertThat(usesRemoteValuesOf("other", 6)).isTrue();
        turn();
        assertThat(store.opened()).singleElement().asString().contains("untold");
        assertThat(log.isFollowed()).isFalse();
    }

    @Test
    void soIsAMarkerTheTableWasNotToldOf() {
        table.checkpoint(at(9));
        reset();
        Heard<Void> turn = turn();
        deliver(10, new Change.Wide("orders", FRUIT, WRITER, false));
        time.advanceTimeBy(Duration.ZERO);

        assertThat(turn.isEmpty()).isTrue();
        assertThat(usesRemoteValuesOf("key", 9)).isFalse();
        assertThat(table.told()).contains("open orders RTfruit " + at(10));
    }

    @Test
    void aLogThatHasLostThemLeavesEverythingChanged() {
        table.checkpoint(at(6));
        reset();
        turn();
        log.reset(10);
        time.advanceTimeBy(Duration.ZERO);

        assertThat(usesRemoteValuesOf("key", 9)).isFalse();
        assertThat(markers.floor()).isNull();
        assertThat(table.told()).contains(EVERYTHING + RESET);
        assertThat(counters.get(CacheMeter.LOG_GAP)).isEqualTo(1);
    }

    @Test
    void soDoesARecordNobodyHereCanRead() {
        table.checkpoint(at(6));
        reset();
        turn();
        log.emit(new LogEvent.Appended(new Position(EPOCH, 0, 7), new byte[] {1, 2, 3}));
        time.advanceTimeBy(Duration.ZERO);

        assertThat(table.told()).contains(EVERYTHING + RESET);
    }

    @Test
    void aLogThatIsSlowIsReadOnFromWhereItWasInTheNextTurn() {
        table.checkpoint(at(6));
        reset();
        Heard<Void> turn = turn();
        deliver(7, ofKey("untold", false));
        time.advanceTimeBy(config.log().announceTimeout());
        assertThat(turn.isEmpty()).isTrue();
        assertThat(markers.floor()).isSameAs(RESET);

        turn();
        assertThat(log.tails()).containsExactly(Optional.of(at(6)), Optional.of(at(7)));
    }

    @Test
    void aLogThatFailsIsAskedAgainInTheNextTurn() {
        table.checkpoint(at(6));
        reset();
        turn();
        log.fail(new IllegalStateException("away"));
        time.advanceTimeBy(Duration.ZERO);
        assertThat(markers.floor()).isSameAs(RESET);
        assertThat(table.told()).noneMatch(told -> told.startsWith(EVERYTHING));

        turn();
        assertThat(log.tails()).hasSize(2);
    }

    @Test
    void anotherResetMeanwhileIsNotTakenForKnown() {
        LogPositions later = at(20);
        table.checkpoint(RESET);
        table.answering(() -> Mono.fromRunnable(() -> markers.reset(later)));
        reset();
        turn();

        assertThat(markers.floor()).isSameAs(later);
    }

    @Test
    void theCheckpointIsWhatThisNodeHasAppliedOnceASecond() {
        table.checkpoint(RESET);
        reset();
        turn();
        assertThat(table.told()).endsWith("checkpoint orders " + RESET);
        positions.advance(new Position(EPOCH, 0, 11));
        turn();
        assertThat(table.told()).endsWith("checkpoint orders " + RESET);
        clock.advance(Duration.ofSeconds(1));
        turn();
        assertThat(table.told()).endsWith("checkpoint orders " + at(11));
        clock.advance(Duration.ofSeconds(1));
        turn();
        assertThat(notes()).hasSize(2);
    }

    /** What is stored from then on is after what any other node that begins now takes for changed. */
    @Test
    void whoWaitsForTheFirstLookWaitsForTheCheckpointToo() {
        Heard<Void> looked = Heard.of(sync.looked());
        table.answering(() -> notes().isEmpty() ? Mono.empty() : Mono.never());
        reset();
        turn();
        assertThat(notes()).hasSize(1);
        assertThat(looked.isNothing()).isTrue();
        time.advanceTimeBy(config.remote().timeout());

        assertThat(looked.isEmpty()).isTrue();
    }

    @Test
    void aNodeThatKnowsNoMarkersYetNotesNothing() {
        reset();
        table.answering(() -> Mono.error(new IllegalStateException("away")));
        turn();

        assertThat(notes()).isEmpty();
    }

    /** A fence later the store is told once more, as there may have been the mark of another write. */
    @Test
    void theCheckpointDoesNotPassAKeyThatIsStillToBeTold() {
        table.checkpoint(RESET);
        reset();
        sync.key("key", WRITER, new Position(EPOCH, 0, 11));
        positions.advance(new Position(EPOCH, 0, 11));
        turn();
        assertThat(store.opened()).hasSize(1);
        assertThat(notes()).isEmpty();

        clock.advance(config.fence());
        turn();
        assertThat(store.opened()).hasSize(2);
        assertThat(notes()).containsExactly("checkpoint orders " + at(11));
    }

    @Test
    void norAMarkerTheTableIsStillToBeToldOf() {
        table.checkpoint(RESET);
        reset();
        turn();
        clock.advance(Duration.ofSeconds(1));
        markers.raise(FRUIT, new Position(EPOCH, 0, 11));
        sync.marker(FRUIT);
        positions.advance(new Position(EPOCH, 0, 11));
        table.answering(() -> Mono.error(new IllegalStateException("away")));
        turn();
        table.answering(Mono::empty);
        assertThat(notes()).hasSize(1);

        turn();
        assertThat(notes()).hasSize(2);
        assertThat(table.told()).contains("open orders RTfruit " + at(11));
    }

    @Test
    void moreMarkersThanThereIsRoomForAreToldAllTheSame() {
        table.checkpoint(RESET);
        reset();
        turn();
        for (int i = 0; i <= config.markers().maxMarkers(); i++) {
            sync.marker(new MarkerId(Effect.REMOVE, EntryPredicate.tag("tag" + i)));
        }
        markers.raise(FRUIT, new Position(EPOCH, 0, 10));
        turn();

        assertThat(table.told()).contains("open orders RTfruit " + at(10));
    }

    @Test
    void changesThatLieLongEnoughBackAreForgottenThoughNoneComesAfterThem() {
        recent.changed("key", new Position(EPOCH, 0, 10));
        clock.advance(config.fence());
        turn();
        assertThat(recent.allows("key", new Position(EPOCH, 0, 9))).isFalse();
        clock.advance(config.fence());
        turn();

        assertThat(recent.allows("key", new Position(EPOCH, 0, 9))).isTrue();
    }

    private List<String> notes() {
        return table.told().stream()
                .filter(told -> told.startsWith("checkpoint"))
                .toList();
    }
}
