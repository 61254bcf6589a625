package io.reactivecache.internal.marker;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.Position;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers.Raised;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.LogPositions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of markers: the floor after a reset, too many of them, forgetting, and by what readers notice. */
final class MarkersLifeTest {

    private static final long EPOCH = 7;
    private static final MarkerId FRUIT = tag("fruit");

    private final Counters counters = new Counters();
    private final Markers markers = new Markers(3, true, counters);
    private final LogPositions reset = LogPositions.of(EPOCH, 10);

    @BeforeEach
    void beginTheLog() {
        markers.reset(reset);
    }

    @Test
    void afterAResetNoOlderRemoteValueIsGoodUntilTheTableWasRead() {
        assertThat(remote(9)).isEqualTo(Verdict.REMOVED);
        assertThat(remote(10)).isEqualTo(Verdict.VALID);
        assertThat(local(9)).isEqualTo(Verdict.VALID);

        assertThat(markers.known(reset)).isTrue();
        assertThat(remote(9)).isEqualTo(Verdict.VALID);
        assertThat(markers.floor()).isNull();
    }

    @Test
    void aValueOfAnotherEpochIsBelowTheFloor() {
        assertThat(markers.judgeRemote("key", Set.of(), new Position(EPOCH + 1, 0, 11)))
                .isEqualTo(Verdict.REMOVED);
    }

    @Test
    void whatWasReadBeforeAnotherResetLiftsNoFloor() {
        markers.reset(LogPositions.of(EPOCH, 10));

        assertThat(markers.known(reset)).isFalse();
        assertThat(remote(9)).isEqualTo(Verdict.REMOVED);
    }

    @Test
    void whatIsMeantBeforeThereIsALogIsMeantUpToWhereItBegins() {
        Markers early = new Markers(3, false, counters);
        early.raiseNext(FRUIT, Optional.empty());
        early.reset(reset);

        assertThat(early.judge(() -> "key", Set.of("fruit"), new Position(EPOCH, 0, 10)))
                .isEqualTo(Verdict.REMOVED);
        assertThat(early.judge(() -> "key", Set.of("fruit"), new Position(EPOCH, 0, 11)))
                .isEqualTo(Verdict.VALID);
        early.reset(LogPositions.of(EPOCH, 20));
        assertThat(early.judge(() -> "key", Set.of("fruit"), new Position(EPOCH, 0, 20)))
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void whoDoesNotKnowTheBeginningYetThoughThereIsOneMeansUpToIt() {
        markers.raiseNext(FRUIT, Optional.empty());

        assertThat(markers.judge(() -> "key", Set.of("fruit"), new Position(EPOCH, 0, 10)))
                .isEqualTo(Verdict.REMOVED);
    }

    @Test
    void whoKnowsHowFarItIsMeansUpToThere() {
        markers.raiseNext(FRUIT, Optional.of(LogPositions.of(EPOCH, 15)));

        assertThat(markers.judge(() -> "key", Set.of("fruit"), new Position(EPOCH, 0, 15)))
                .isEqualTo(Verdict.REMOVED);
    }

    @Test
    void withoutATableThereIsNoFloor() {
        Markers tableless = new Markers(3, false, counters);
        tableless.reset(reset);

        assertThat(tableless.floor()).isNull();
    }

    @Test
    void aResetOfTheSameLifeKeepsMarkersAndOneOfAnotherDoesNot() {
        markers.raise(FRUIT, at(11));
        markers.reset(LogPositions.of(EPOCH, 12));
        assertThat(markers.size()).isEqualTo(1);

        markers.reset(LogPositions.of(EPOCH + 1, 12));
        assertThat(markers.size()).isZero();
        assertThat(markers.epoch()).isEqualTo(EPOCH + 1);
    }

    @Test
    void otherPartitionsAreAnotherLife() {
        markers.raise(FRUIT, at(11));
        markers.reset(LogPositions.of(EPOCH, 12, 0));

        assertThat(markers.size()).isZero();
    }

    @Test
    void tooManyBecomeOneOfEverythingAsOfTheLatest() {
        markers.raise(FRUIT, at(11));
        markers.raise(tag("b"), at(14));
        markers.raise(new MarkerId(Effect.REMOVE, EntryPredicate.prefix("c")), at(12));
        assertThat(counters.get(CacheMeter.MARKERS_COMPACTED)).isZero();
        markers.raise(tag("d"), at(13));

        assertThat(counters.get(CacheMeter.MARKERS_COMPACTED)).isEqualTo(1);
        assertThat(markers.all()).containsExactly(new Raised(MarkerId.all(Effect.REMOVE), LogPositions.of(EPOCH, 14)));
        assertThat(local(13)).isEqualTo(Verdict.REMOVED);
        assertThat(local(14)).isEqualTo(Verdict.VALID);
    }

    @Test
    void ofTooManyThoseThatExpireRemoveNothing() {
        markers.raise(FRUIT, at(11));
        for (String tag : new String[] {"a", "b", "c"}) {
            markers.raise(new MarkerId(Effect.EXPIRE, EntryPredicate.tag(tag)), at(14));
        }

        assertThat(local(10)).isEqualTo(Verdict.REMOVED);
        assertThat(local(13)).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void loadsThatTooManyMarkersMayMeanAreStillNotJoined() {
        for (String tag : new String[] {"a", "b", "c", "d"}) {
            markers.raise(tag(tag), at(14));
        }

        assertThat(markers.mayMean(() -> "key", at(13))).isTrue();
        assertThat(markers.mayMean(() -> "key", at(14))).isFalse();
    }

    @Test
    void theSameMarkersAgainAreNotMore() {
        for (int i = 0; i < 10; i++) {
            markers.raise(FRUIT, at(11 + i));
        }

        assertThat(markers.size()).isEqualTo(1);
        assertThat(counters.get(CacheMeter.MARKERS_COMPACTED)).isZero();
    }

    @Test
    void isForgottenAsItWasAndNotIfRaisedSince() {
        markers.raise(FRUIT, at(11));
        Raised first = markers.all().iterator().next();
        markers.raise(FRUIT, at(12));

        assertThat(markers.forget(first)).isFalse();
        assertThat(fruit(11)).isEqualTo(Verdict.REMOVED);
        assertThat(markers.forget(markers.all().iterator().next())).isTrue();
        assertThat(fruit(11)).isEqualTo(Verdict.VALID);
        assertThat(markers.size()).isZero();
        assertThat(markers.forget(first)).isFalse();
    }

    @Test
    void forgettingOneLeavesTheOthers() {
        MarkerId prefix = new MarkerId(Effect.REMOVE, EntryPredicate.prefix("k"));
        markers.raise(FRUIT, at(11));
        markers.raise(prefix, at(11));
        markers.raise(new MarkerId(Effect.EXPIRE, EntryPredicate.tag("fruit")), at(11));
        markers.forget(new Raised(prefix, LogPositions.of(EPOCH, 11)));

        assertThat(markers.size()).isEqualTo(2);
        assertThat(fruit(10)).isEqualTo(Verdict.REMOVED);
        assertThat(local(10)).isEqualTo(Verdict.VALID);
    }

    @Test
    void theVersionTellsOfEveryMarkerThatHasGrownAndOfNothingElse() {
        int before = markers.version();
        markers.raise(FRUIT, at(11));
        int raised = markers.version();
        assertThat(raised).isNotEqualTo(before);

        markers.raise(FRUIT, at(11));
        markers.raise(FRUIT, LogPositions.of(EPOCH, 9));
        assertThat(markers.version()).isEqualTo(raised);
        markers.reset(LogPositions.of(EPOCH, 12));
        assertThat(markers.version()).isNotEqualTo(raised);
    }

    private Verdict remote(long stamp) {
        return markers.judgeRemote("key", Set.of(), at(stamp));
    }

    private Verdict local(long stamp) {
        return markers.judge(() -> "key", Set.of(), at(stamp));
    }

    private Verdict fruit(long stamp) {
        return markers.judge(() -> "key", Set.of("fruit"), at(stamp));
    }

    private static MarkerId tag(String tag) {
        return new MarkerId(Effect.REMOVE, EntryPredicate.tag(tag));
    }

    private static Position at(long offset) {
        return new Position(EPOCH, 0, offset);
    }
}
