package io.reactivecache.internal.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.HandTable;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.ScriptedLog;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.Change;
import io.reactivecache.internal.entry.ChangeFormat;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.marker.Verdict;
import io.reactivecache.internal.tier.RecentChanges;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A table that may lack something: what a node takes from it, what it tells it, and when it says that it lacks nothing. */
final class NewTableTest implements Unsettled {

    private static final long EPOCH = ScriptedLog.EPOCH;
    private static final MarkerId FRUIT = new MarkerId(Effect.REMOVE, EntryPredicate.tag("fruit"));
    private static final LogPositions RESET = at(10);
    private static final String COMPLETED = opened("RA", -1);

    private final TableNode node = new TableNode();
    private final CacheConfig config = node.config;
    private final Duration over = config.fence().plusMillis(1);
    private final HandClock clock = node.clock;
    private final VirtualTimeScheduler time = node.time;
    private final Markers markers = node.markers;
    private final HandTable table = node.table;
    private final ScriptedLog log = node.log;
    private final AppliedPositions positions = node.positions;
    private TableSync sync = sync(true);

    private TableSync sync(boolean keeps) {
        return node.sync(RecentChanges.NONE, keeps);
    }

    @BeforeEach
    void beginTheLog() {
        log.ending(() -> Mono.just(RESET));
        node.reset(RESET);
    }

    @AfterEach
    void endTime() {
        time.dispose();
    }

    @Override
    public void key(String key, Token token, Position position) {}

    @Override
    public void marker(MarkerId marker) {
        sync.tell(marker);
    }

    @Override
    public void missed() {}

    private static LogPositions at(long offset) {
        return LogPositions.of(EPOCH, offset);
    }

    private static String opened(String marker, long offset) {
        return "open orders " + marker + " " + at(offset);
    }

    private Heard<Void> turn() {
        node.retention.look(clock.millis());
        LogPositions applied = positions.resumeFrom().orElseThrow();
        Heard<Void> turn =
                Heard.of(sync.read(clock.millis(), this).then(Mono.defer(() -> sync.note(applied, clock.millis()))));
        time.advanceTimeBy(Duration.ZERO);
        return turn;
    }

    private void turnLater() {
        clock.advance(config.markers().sweepInterval());
        turn();
    }

    /** A node that has begun at a table that lacks nothing. */
    private void run() {
        table.checkpoint(RESET);
        turn();
        table.told().clear();
    }

    private void loseTable(Duration ago) {
        table.lose();
        table.made(ago);
    }

    private void apply(long offset) {
        markers.raise(FRUIT, new Position(EPOCH, 0, offset));
        positions.advance(new Position(EPOCH, 0, offset));
        log.ending(() -> Mono.just(at(offset)));
    }

    private void deliverMarked(long offset) {
        Change change = new Change.Wide("orders", FRUIT, new Token(3, 4), true);
        log.emit(new LogEvent.Appended(new Position(EPOCH, 0, offset), ChangeFormat.encode(change)));
        time.advanceTimeBy(Duration.ZERO);
    }

    private boolean uses(long stamp) {
        return markers.judgeRemote("key", Set.of("fruit"), new Position(EPOCH, 0, stamp)) == Verdict.VALID;
    }

    private List<String> noted() {
        return table.told().stream()
                .filter(told -> told.startsWith("checkpoint"))
                .toList();
    }

    @Test
    void whoBeginsTakesNothingOlderWhileNobodyHasToldIt() {
        table.made(Duration.ZERO);
        turn();

        assertThat(uses(9)).isFalse();
        assertThat(uses(10)).isTrue();
        assertThat(table.told())
                .containsExactly("read orders", "read orders", opened("RA", 10), "checkpoint orders " + RESET);
    }

    /** The mark of its writer may have been in the table of before. */
    @Test
    void whoBeginsHearsOfWideChangesSinceTheCheckpointThoughTheyWereMarked() {
        table.made(Duration.ZERO);
        table.checkpoint(at(6));
        turn();
        assertThat(uses(9)).isFalse();
        deliverMarked(8);
        deliverMarked(10);

        assertThat(uses(9)).isFalse();
        assertThat(uses(10)).isTrue();
        assertThat(table.told()).contains(opened("RTfruit", 10)).noneMatch(told -> told.contains(" RA "));
    }

    @Test
    void whoBeginsAtATableThatLacksNothingDoesNot() {
        table.checkpoint(at(9));
        turn();
        deliverMarked(10);

        assertThat(uses(9)).isTrue();
    }

    /** What is read on from where it was may have been passed over before. */
    @Test
    void whoBeginsHearsOfThemAnewWhenTheTableIsLostMeanwhile() {
        table.checkpoint(at(6));
        turn();
        deliverMarked(7);
        time.advanceTimeBy(config.log().announceTimeout());
        loseTable(Duration.ZERO);
        table.checkpoint(at(6));
        turn();
        deliverMarked(7);
        deliverMarked(10);

        assertThat(log.tails()).extracting(from -> from.orElseThrow().offset(0)).containsExactly(6L, 6L);
    }

    @Test
    void aNodeThatRunsTellsANewTableAllItKnowsAndThenNotesUpToWhere() {
        run();
        apply(11);
        loseTable(Duration.ZERO);
        turnLater();

        assertThat(table.told()).containsExactly("read orders", opened("RTfruit", 11), "checkpoint orders " + at(11));
    }

    /** Until a node has noticed that the table is another one it has told it nothing. */
    @Test
    void aCheckpointThatANewTableDoesNotTakeHasItRead() {
        run();
        loseTable(Duration.ZERO);
        clock.advance(Duration.ofSeconds(1));
        apply(11);
        turn();
        assertThat(table.told()).containsExactly("checkpoint orders " + at(11));
        turn();

        assertThat(table.told()).endsWith("read orders", opened("RTfruit", 11), "checkpoint orders " + at(11));
    }

    @Test
    void theCheckpointOfANewTableDoesNotPassWhatItWasNotTold() {
        run();
        apply(11);
        loseTable(Duration.ZERO);
        turnLater();
        apply(12);
        clock.advance(Duration.ofSeconds(1));
        turn();
        assertThat(noted()).containsExactly("checkpoint orders " + at(11));
        turnLater();

        assertThat(table.told()).endsWith("read orders", opened("RTfruit", 12), "checkpoint orders " + at(12));
    }

    @Test
    void theMarkIsRemovedAFenceAfterItWasMadeByWhoHasToldAll() {
        run();
        apply(11);
        loseTable(over);
        turnLater();

        assertThat(table.told())
                .containsExactly("read orders", opened("RTfruit", 11), COMPLETED, "checkpoint orders " + at(11));
    }

    @Test
    void aNodeThatBeginsRemovesItOnceItKnowsWhatItMissed() {
        table.made(over);
        table.checkpoint(RESET);
        turn();

        assertThat(table.told()).contains(COMPLETED);
    }

    @Test
    void aMarkOfTheAgeOfAFenceStays() {
        run();
        apply(11);
        loseTable(config.fence());
        turnLater();
        assertThat(noted()).hasSize(1);

        assertThat(table.told()).doesNotContain(COMPLETED);
    }

    @Test
    void soItDoesIfTheTableCannotBeToldAll() {
        run();
        apply(11);
        loseTable(over);
        table.answering(() -> table.told().size() > 1 ? Mono.error(new IllegalStateException("away")) : Mono.empty());
        turnLater();

        assertThat(table.told()).containsExactly("read orders", opened("RTfruit", 11));
    }

    @Test
    void whoHasNotAppliedTheEndOfTheLogDoesNotRemoveIt() {
        run();
        apply(11);
        loseTable(over);
        log.ending(() -> Mono.just(at(12)));
        turnLater();
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(table.told()).containsExactly("read orders", opened("RTfruit", 11), "checkpoint orders " + at(11));

        apply(12);
        turnLater();
        assertThat(table.told()).endsWith(opened("RTfruit", 12), COMPLETED, "checkpoint orders " + at(12));
    }

    @Test
    void aTableThatMayLackSomethingIsReadFromTimeToTime() {
        table.made(Duration.ZERO);
        table.checkpoint(RESET);
        turn();
        assertThat(markers.size()).isZero();
        table.empty();
        table.made(over);
        turn();
        assertThat(table.told()).doesNotContain(COMPLETED);
        turnLater();

        assertThat(table.told()).contains(COMPLETED);
    }

    @Test
    void soIsAnyAsLongAsTheLogGoesOn() {
        sync = sync(false);
        turn();
        turnLater();
        assertThat(table.told()).containsExactly("read orders");
        positions.advance(new Position(EPOCH, 0, 11));
        turnLater();

        assertThat(table.told()).containsExactly("read orders", "read orders");
    }

    /** What it has missed the table may lack. */
    @Test
    void whoBeginsAnewMeanwhileDoesNotRemoveIt() {
        run();
        apply(11);
        loseTable(over);
        log.ending(() -> Mono.just(at(20)));
        turnLater();
        node.reset(at(20));
        time.advanceTimeBy(Duration.ZERO);

        assertThat(table.told()).containsExactly("read orders");
    }

    @Test
    void overALogThatKeepsNothingWhoBeginsWaitsUntilTheTableLacksNothing() {
        sync = sync(false);
        table.made(over);
        table.checkpoint(at(9));
        turn();
        assertThat(uses(9)).isFalse();
        turn();
        assertThat(table.told()).containsExactly("read orders", "read orders");
        assertThat(log.ends()).isZero();
        table.empty();
        turn();

        assertThat(uses(9)).isTrue();
        assertThat(markers.size()).isZero();
    }

    @Test
    void orUntilItWasToldOfEverythingBefore() {
        sync = sync(false);
        table.made(Duration.ZERO);
        table.checkpoint(at(9));
        turn();
        table.checkpoint(RESET);
        turn();

        assertThat(uses(9)).isTrue();
    }

    /** The nodes that could tell it may all be gone. */
    @Test
    void orForTwoFencesAndTwoIntervalsAtMost() {
        sync = sync(false);
        Duration most = config.fence().plus(config.markers().sweepInterval()).multipliedBy(2);
        table.made(most);
        table.checkpoint(at(9));
        turn();
        assertThat(table.told()).noneMatch(told -> told.startsWith("open"));
        table.empty();
        table.made(most.plusMillis(1));
        turn();

        assertThat(table.told()).contains(opened("RA", 10), COMPLETED);
        assertThat(uses(9)).isFalse();
        assertThat(uses(10)).isTrue();
    }

    @Test
    void overALogThatKeepsNothingTheCheckpointIsNotedInANewTableOnly() {
        sync = sync(false);
        turn();
        assertThat(noted()).isEmpty();
        loseTable(Duration.ZERO);
        turnLater();
        apply(11);
        turnLater();

        assertThat(noted()).containsExactly("checkpoint orders " + at(11));
    }
}
