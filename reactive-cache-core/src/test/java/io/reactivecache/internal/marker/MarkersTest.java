package io.reactivecache.internal.marker;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.Position;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.spi.LogPositions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MarkersTest {

    private static final long EPOCH = 7;
    private static final Set<String> NO_TAGS = Set.of();

    private final Markers markers = new Markers(100, false, new Counters());

    @BeforeEach
    void beginTheLog() {
        markers.reset(LogPositions.of(EPOCH, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"4, REMOVED", "5, VALID", "6, VALID", "-1, REMOVED"})
    void whatIsStampedBeforeAMarkerIsInvalid(long stamp, Verdict verdict) {
        markers.raise(remove(EntryPredicate.all()), at(0, 5));

        assertThat(markers.judge(() -> "key", NO_TAGS, at(0, stamp))).isEqualTo(verdict);
        assertThat(markers.judge(() -> "key", NO_TAGS, at(1, stamp))).isEqualTo(Verdict.VALID);
    }

    @ParameterizedTest
    @CsvSource({"fruit, REMOVED", "fruits, VALID", "FRUIT, VALID"})
    void aTagMeansTheEntriesThatHaveIt(String tag, Verdict verdict) {
        markers.raise(remove(EntryPredicate.tag("fruit")), at(0, 5));

        assertThat(markers.judge(MarkersTest::unasked, Set.of("other", tag), at(0, 4)))
                .isEqualTo(verdict);
        assertThat(markers.judge(MarkersTest::unasked, NO_TAGS, at(0, 4))).isEqualTo(Verdict.VALID);
    }

    @ParameterizedTest
    @CsvSource({"shop%3A42, REMOVED", "shop:42, REMOVED", "shop, VALID", "bishop:42, VALID", "shop%3a42, VALID"})
    void aPrefixMeansTheKeysWhoseTextBeginsWithIt(String encoded, Verdict verdict) {
        markers.raise(remove(EntryPredicate.prefix("shop:")), at(0, 5));

        assertThat(markers.judge(() -> encoded, NO_TAGS, at(0, 4))).isEqualTo(verdict);
        assertThat(markers.judgeRemote(encoded, NO_TAGS, at(0, 4))).isEqualTo(verdict);
        assertThat(markers.isOver(encoded, NO_TAGS, at(0, 4))).isEqualTo(verdict == Verdict.REMOVED);
    }

    @ParameterizedTest
    @CsvSource({"caf%C3%A9:42, REMOVED", "cafe:42, REMOVED", "cafe:42:1, VALID", "caf:42, VALID"})
    void aPatternMeansTheKeysWhoseTextMatches(String encoded, Verdict verdict) {
        markers.raise(remove(EntryPredicate.pattern("caf?:4*2")), at(0, 5));

        assertThat(markers.judge(() -> encoded, NO_TAGS, at(0, 4))).isEqualTo(verdict);
    }

    @Test
    void expiringLeavesWhatRemovingDoesNot() {
        markers.raise(expire(EntryPredicate.tag("fruit")), at(0, 5));
        assertThat(markers.judge(() -> "key", Set.of("fruit"), at(0, 4))).isEqualTo(Verdict.EXPIRED);

        markers.raise(remove(EntryPredicate.prefix("k")), at(0, 5));
        assertThat(markers.judge(() -> "key", Set.of("fruit"), at(0, 4))).isEqualTo(Verdict.REMOVED);
        assertThat(markers.judge(() -> "other", Set.of("fruit"), at(0, 4))).isEqualTo(Verdict.EXPIRED);
        assertThat(markers.isOver("other", Set.of("fruit"), at(0, 4))).isTrue();
    }

    @Test
    void theSamePredicateWithTwoEffectsIsTwoMarkers() {
        markers.raise(expire(EntryPredicate.tag("fruit")), at(0, 9));
        markers.raise(remove(EntryPredicate.tag("fruit")), at(0, 5));

        assertThat(markers.size()).isEqualTo(2);
        assertThat(markers.judge(() -> "key", Set.of("fruit"), at(0, 4))).isEqualTo(Verdict.REMOVED);
        assertThat(markers.judge(() -> "key", Set.of("fruit"), at(0, 5))).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void aMarkerOnlyGrows() {
        markers.raise(remove(EntryPredicate.all()), at(0, 5));
        markers.raise(remove(EntryPredicate.all()), at(0, 3));
        markers.raise(remove(EntryPredicate.all()), LogPositions.of(EPOCH, 4, 2));

        assertThat(markers.all())
                .containsExactly(new Markers.Raised(remove(EntryPredicate.all()), LogPositions.of(EPOCH, 5, 2)));
    }

    @Test
    void ofAnotherEpochNothingIsLearnedAndNoEntryValid() {
        markers.raise(remove(EntryPredicate.all()), new Position(EPOCH + 1, 0, 5));
        assertThat(markers.size()).isZero();

        markers.raise(remove(EntryPredicate.tag("fruit")), at(0, 5));
        assertThat(markers.judge(() -> "key", NO_TAGS, new Position(EPOCH + 1, 0, 9)))
                .isEqualTo(Verdict.REMOVED);
        assertThat(markers.isOver("key", NO_TAGS, new Position(EPOCH + 1, 0, 9)))
                .isFalse();
        assertThat(markers.mayMean(() -> "key", new Position(EPOCH + 1, 0, 9))).isTrue();
    }

    @Test
    void ofPartitionsThereAreNotNothingIsLearned() {
        markers.raise(remove(EntryPredicate.all()), at(2, 5));

        assertThat(markers.size()).isZero();
    }

    @Test
    void beforeTheLogIsFollowedNothingIsLearned() {
        Markers early = new Markers(100, true, new Counters());
        early.raise(remove(EntryPredicate.all()), at(0, 5));

        assertThat(early.epoch()).isZero();
        assertThat(early.size()).isZero();
        assertThat(early.all()).isEmpty();
        assertThat(early.judge(() -> "key", NO_TAGS, at(0, 1))).isEqualTo(Verdict.VALID);
        assertThat(early.isOver("key", NO_TAGS, at(0, 1))).isFalse();
        assertThat(early.mayMean(() -> "key", at(0, 1))).isFalse();
    }

    @Test
    void aLoadOnItsWayMayHaveAnyTag() {
        markers.raise(remove(EntryPredicate.tag("fruit")), at(0, 5));

        assertThat(markers.mayMean(MarkersTest::unasked, at(0, 4))).isTrue();
        assertThat(markers.mayMean(MarkersTest::unasked, at(0, 5))).isFalse();
        assertThat(markers.mayMean(MarkersTest::unasked, at(1, 4))).isFalse();
    }

    @Test
    void aLoadOnItsWayIsOfAKeyThatIsKnown() {
        markers.raise(expire(EntryPredicate.prefix("k")), at(0, 5));

        assertThat(markers.mayMean(() -> "key", at(0, 4))).isTrue();
        assertThat(markers.mayMean(() -> "key", at(0, 5))).isFalse();
        assertThat(markers.mayMean(() -> "other", at(0, 4))).isFalse();
    }

    @Test
    void aPutMayBeMeantByATagOrByItsKey() {
        assertThat(Markers.keysMeantBy(remove(EntryPredicate.tag("fruit"))).test("any"))
                .isTrue();
        assertThat(Markers.keysMeantBy(remove(EntryPredicate.prefix("a:"))).test("a%3Ab"))
                .isTrue();
        assertThat(Markers.keysMeantBy(remove(EntryPredicate.prefix("a:"))).test("b%3Aa"))
                .isFalse();
        assertThat(Markers.keysMeantBy(remove(EntryPredicate.all())).test("any"))
                .isTrue();
    }

    private static String unasked() {
        throw new AssertionError("key: asked for (expected: only for markers of keys)");
    }

    private static MarkerId remove(EntryPredicate predicate) {
        return new MarkerId(Effect.REMOVE, predicate);
    }

    private static MarkerId expire(EntryPredicate predicate) {
        return new MarkerId(Effect.EXPIRE, predicate);
    }

    private static Position at(int partition, long offset) {
        return new Position(EPOCH, partition, offset);
    }
}
