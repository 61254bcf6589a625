package io.reactivecache.internal.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.fixture.Race;
import io.reactivecache.internal.entry.Keep;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

final class PendingPutsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Token FOREIGN = new Token(9, 9);
    private static final Position RECORD = new Position(1, 0, 7);

    private final PendingPuts<String> puts = new PendingPuts<>(false);

    @Test
    void findsThePutARecordBelongsTo() {
        PendingPut<String> put = puts.begin("key", token(1), "value", Keep.USUAL);

        assertThat(puts.applying("key", token(1), RECORD)).containsSame(put);
        assertThat(puts.mayKeep(put, at(5))).isTrue();
        assertThat(put.value()).isEqualTo("value");
        assertThat(puts.applying("key", FOREIGN, RECORD)).isEmpty();
        assertThat(puts.applying("other", token(1), RECORD)).isEmpty();
    }

    @Test
    void anotherRecordOfTheKeyOverlapsThePut() {
        PendingPut<String> put = puts.begin("key", token(1), "value", Keep.USUAL);
        puts.applying("key", FOREIGN, RECORD);

        assertThat(puts.applying("key", token(1), RECORD)).containsSame(put);
        assertThat(puts.mayKeep(put, at(5))).isFalse();
    }

    @Test
    void aRecordOfAnotherKeyOverlapsNothing() {
        PendingPut<String> put = puts.begin("key", token(1), "value", Keep.USUAL);
        puts.applying("other", FOREIGN, RECORD);

        assertThat(puts.mayKeep(put, at(5))).isTrue();
    }

    @Test
    void aWideChangeOverlapsThePutsOfTheKeysItMeans() {
        PendingPut<String> meant = puts.begin("a:1", token(1), "value", Keep.USUAL);
        PendingPut<String> too = puts.begin("a:1", token(2), "value", Keep.USUAL);
        PendingPut<String> other = puts.begin("b:1", token(3), "value", Keep.USUAL);
        puts.overlap(key -> key.startsWith("a:"));

        assertThat(puts.mayKeep(meant, at(5))).isFalse();
        assertThat(puts.mayKeep(too, at(5))).isFalse();
        assertThat(puts.mayKeep(other, at(5))).isTrue();
    }

    @Test
    void theFirstOfTwoPutsOfThisNodeOverlapsTheSecond() {
        PendingPut<String> first = puts.begin("key", token(1), "first", Keep.USUAL);
        PendingPut<String> second = puts.begin("key", token(2), "second", Keep.USUAL);

        assertThat(puts.applying("key", token(2), RECORD)).containsSame(second);
        assertThat(puts.mayKeep(second, at(5))).isTrue();
        assertThat(puts.mayKeep(first, at(5))).isFalse();
    }

    @Test
    void aLaterWriteOfThisNodeSupersedesEarlierPutsOnly() {
        PendingPut<String> put = puts.begin("key", token(1), "value", Keep.USUAL);
        puts.supersede("key", token(2), at(5));

        assertThat(puts.mayKeep(put, at(4))).isFalse();
        assertThat(puts.mayKeep(put, at(6))).isTrue();
    }

    @Test
    void acknowledgementsThatComeInAnotherOrderSupersedeAllTheSame() {
        PendingPut<String> put = puts.begin("key", token(1), "value", Keep.USUAL);
        puts.supersede("key", token(2), at(6));
        puts.supersede("key", token(3), at(4));

        assertThat(puts.mayKeep(put, at(5))).isFalse();
    }

    @Test
    void aPutDoesNotSupersedeItself() {
        PendingPut<String> put = puts.begin("key", token(1), "value", Keep.USUAL);
        puts.supersede("key", token(1), at(5));

        assertThat(puts.mayKeep(put, at(4))).isTrue();
    }

    @Test
    void overlappingDoesNotMatterWhereTheNewestWins() {
        PendingPuts<String> newest = new PendingPuts<>(true);
        PendingPut<String> put = newest.begin("key", token(1), "value", Keep.USUAL);
        newest.applying("key", FOREIGN, RECORD);

        assertThat(newest.mayKeep(put, at(5))).isTrue();
        put.abandon();
        assertThat(newest.mayKeep(put, at(5))).isFalse();
    }

    @Test
    void aPutThatEndedIsNotWatchedAnyMore() {
        PendingPut<String> first = puts.begin("key", token(1), "first", Keep.USUAL);
        PendingPut<String> second = puts.begin("key", token(2), "second", Keep.USUAL);
        puts.end("key", first);

        assertThat(puts.applying("key", token(1), RECORD)).isEqualTo(Optional.empty());
        assertThat(puts.mayKeep(first, at(5))).isTrue();
        assertThat(puts.applying("key", token(2), RECORD)).containsSame(second);
        puts.end("key", second);
        puts.end("key", second);
        assertThat(puts.applying("key", token(2), RECORD)).isEmpty();
    }

    @Test
    void abandoningLetsNobodyWaitAndKeepsNothing() {
        PendingPut<String> one = puts.begin("key", token(1), "one", Keep.USUAL);
        PendingPut<String> other = puts.begin("other", token(2), "other", Keep.USUAL);
        puts.abandonAll();

        StepVerifier.create(one.applied()).expectNext(false).expectComplete().verify(LONG);
        StepVerifier.create(other.applied()).expectNext(false).expectComplete().verify(LONG);
        assertThat(puts.mayKeep(one, at(5))).isFalse();
    }

    @Test
    void tellsTheWriterOnceWhetherItsValueIsKept() {
        PendingPut<String> put = puts.begin("key", token(1), "value", Keep.USUAL);
        put.settle(true);
        put.settle(false);

        StepVerifier.create(put.applied()).expectNext(true).expectComplete().verify(LONG);
    }

    @Test
    void losesNoPutOfManyThatBeginAndEndTogether() {
        try (Race race = new Race(4)) {
            race.run(runner -> {
                for (int i = 0; i < 10_000; i++) {
                    Token token = new Token(runner, i);
                    PendingPut<String> put = puts.begin("key", token, "value", Keep.USUAL);
                    assertThat(puts.applying("key", token, RECORD).orElseThrow() == put)
                            .isTrue();
                    puts.end("key", put);
                    assertThat(puts.applying("key", token, RECORD).isEmpty()).isTrue();
                }
            });
        }
    }

    private static Token token(long sequence) {
        return new Token(1, sequence);
    }

    private static Position at(long offset) {
        return new Position(7, 0, offset);
    }
}
