package io.reactivecache.internal.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.Position;
import io.reactivecache.fixture.HandTable;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.marker.Markers.Raised;
import io.reactivecache.spi.LogPositions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A marker is forgotten when all conditions hold; each test leaves one of them out. */
final class MarkerRetentionTest {

    private static final long FENCE = 100;
    private static final MarkerId FRUIT = new MarkerId(Effect.REMOVE, EntryPredicate.tag("fruit"));
    private static final MarkerId ALL = MarkerId.all(Effect.REMOVE);

    private final Markers markers = new Markers(100, true, new Counters());
    private final MarkerRetention retention = new MarkerRetention(markers, FENCE);
    private final HandTable table = new HandTable();

    @BeforeEach
    void aMarkerIsRaised() {
        markers.reset(LogPositions.of(7, 0, 0));
        markers.raise(FRUIT, at(5));
    }

    @Test
    void isForgottenOnceItIsSettledSweptAndGoneFromTheTable() {
        retention.look(0);
        seen("RTfruit", 5);
        retention.swept(FENCE + 1);
        gone();

        assertThat(markers.size()).isZero();
    }

    @Test
    void isNotForgottenIfTheLocalTierWasGoneThroughWithinAFence() {
        retention.look(0);
        seen("RTfruit", 5);
        retention.swept(FENCE);
        gone();

        assertThat(markers.size()).isEqualTo(1);
    }

    @Test
    void isNotForgottenIfTheLocalTierWasNotGoneThrough() {
        retention.look(0);
        seen("RTfruit", 5);
        gone();

        assertThat(markers.size()).isEqualTo(1);
    }

    @Test
    void isNotForgottenWhileTheTableHasIt() {
        retention.look(0);
        seen("RTfruit", 5);
        retention.swept(FENCE + 1);
        seen("RTfruit", 5);
        retention.forget(false);

        assertThat(markers.size()).isEqualTo(1);
    }

    @Test
    void isNotForgottenIfTheTableWasNeverSeenToHaveIt() {
        retention.look(0);
        retention.swept(FENCE + 1);
        gone();

        assertThat(markers.size()).isEqualTo(1);
    }

    @Test
    void isNotForgottenIfTheTableHadItOnlyOfBefore() {
        retention.look(0);
        seen("RTfruit", 4);
        retention.swept(FENCE + 1);
        gone();

        assertThat(markers.size()).isEqualTo(1);
    }

    @Test
    void isNotForgottenIfTheTableHadItOfAnotherEpochOnly() {
        retention.look(0);
        table.row("RTfruit", LogPositions.of(8, 9, 9), Duration.ZERO);
        retention.seen(table.content());
        retention.swept(FENCE + 1);
        gone();

        assertThat(markers.size()).isEqualTo(1);
    }

    @Test
    void isNotForgottenIfItIsAnotherTableThatDoesNotHaveIt() {
        retention.look(0);
        seen("RTfruit", 5);
        retention.swept(FENCE + 1);
        table.seal(2);
        gone();

        assertThat(markers.size()).isEqualTo(1);
    }

    @Test
    void isForgottenIfTheOtherTableHadOneOfEverything() {
        retention.look(0);
        table.seal(2);
        seen("RA", 9);
        retention.swept(FENCE + 1);
        gone();

        assertThat(markers.size()).isZero();
    }

    @Test
    void isNotForgottenWhileTheTableHasOneOfEverything() {
        retention.look(0);
        seen("RTfruit", 5);
        retention.swept(FENCE + 1);
        table.empty();
        seen("RA", 4);
        retention.forget(false);

        assertThat(markers.size()).isEqualTo(1);
    }

    @Test
    void beginsAnewWhenItIsRaised() {
        retention.look(0);
        seen("RTfruit", 5);
        retention.swept(FENCE + 1);
        markers.raise(FRUIT, at(6));
        retention.look(FENCE + 2);
        gone();
        assertThat(markers.size()).isEqualTo(1);

        seen("RTfruit", 6);
        retention.swept(2 * FENCE + 2);
        gone();
        assertThat(markers.size()).isEqualTo(1);

        retention.swept(2 * FENCE + 3);
        gone();
        assertThat(markers.size()).isZero();
    }

    @Test
    void isNotForgottenIfItWasRaisedSinceTheLastLook() {
        retention.look(0);
        seen("RTfruit", 5);
        retention.swept(FENCE + 1);
        markers.raise(FRUIT, at(6));
        gone();

        assertThat(markers.size()).isEqualTo(1);
    }

    @Test
    void withoutARemoteTierTheTableDoesNotMatter() {
        retention.look(0);
        retention.forget(true);
        assertThat(markers.size()).isEqualTo(1);

        retention.swept(FENCE + 1);
        retention.forget(true);
        assertThat(markers.size()).isZero();
    }

    @Test
    void asksForTheLocalTierToBeGoneThroughOnceTheFenceIsOver() {
        assertThat(retention.wantsSweep(2 * FENCE)).isFalse();
        retention.look(0);
        assertThat(retention.wantsSweep(FENCE)).isFalse();
        assertThat(retention.wantsSweep(FENCE + 1)).isTrue();
        retention.swept(FENCE + 1);
        assertThat(retention.wantsSweep(FENCE + 1)).isFalse();
    }

    @Test
    void theTableIsToldOfWhatItWasNeverSeenToHaveOnceTheFenceIsOver() {
        retention.look(0);
        assertThat(retention.untold(FENCE, Set.of())).isEmpty();
        assertThat(retention.untold(FENCE + 1, Set.of())).containsExactly(raised(FRUIT));
        seen("RTfruit", 5);
        assertThat(retention.untold(FENCE + 1, Set.of())).isEmpty();
    }

    @Test
    void theTableIsToldAtOnceOfWhatItIsAskedToBeTold() {
        retention.look(0);
        assertThat(retention.untold(0, Set.of(FRUIT))).containsExactly(raised(FRUIT));
        seen("RTfruit", 5);
        assertThat(retention.untold(0, Set.of(FRUIT))).isEmpty();
    }

    @Test
    void anotherTableIsToldAgain() {
        retention.look(0);
        seen("RTfruit", 5);
        table.seal(2);
        retention.seen(table.content());

        assertThat(retention.untold(FENCE + 1, Set.of())).containsExactly(raised(FRUIT));
    }

    @Test
    void forWhatIsNotThereAnyMoreTheOneOfEverythingIsTold() {
        markers.raise(ALL, at(9));
        retention.look(0);
        MarkerId gone = new MarkerId(Effect.REMOVE, EntryPredicate.tag("gone"));

        assertThat(retention.untold(0, Set.of(gone))).containsExactly(new Raised(ALL, LogPositions.of(7, 9, -1)));
    }

    /** A table that somebody else has written into. */
    @Test
    void rowsThatAreTwiceThereOrOfFewerPartitionsDoNoHarm() {
        retention.look(0);
        table.row("RTfruit", LogPositions.of(7, 9), Duration.ZERO);
        table.row("RTfruit", LogPositions.of(7, 9), Duration.ZERO);
        retention.seen(table.content());
        retention.swept(FENCE + 1);
        gone();

        assertThat(markers.size()).isEqualTo(1);
    }

    private void seen(String marker, long offset) {
        table.row(marker, LogPositions.of(7, offset, -1), Duration.ZERO);
        retention.seen(table.content());
    }

    private void gone() {
        table.empty();
        retention.seen(table.content());
        retention.forget(false);
    }

    private static Raised raised(MarkerId id) {
        return new Raised(id, LogPositions.of(7, 5, -1));
    }

    private static Position at(long offset) {
        return new Position(7, 0, offset);
    }
}
