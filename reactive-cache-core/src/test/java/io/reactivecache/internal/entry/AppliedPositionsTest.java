package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Race;
import io.reactivecache.spi.LogPositions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

final class AppliedPositionsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final AppliedPositions positions = new AppliedPositions();

    @Test
    void seesNothingWhileNoLogIsFollowed() {
        positions.advance(new Position(1, 0, 5));

        assertThat(positions.view()).isEmpty();
        assertThat(positions.resumeFrom()).isEmpty();
        StepVerifier.create(positions.following())
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(20))
                .thenCancel()
                .verify(LONG);
    }

    @Test
    void tellsThoseWhoWaitOnlyOnceTheTiersAreReady() {
        positions.reset(LogPositions.of(1, -1));
        StepVerifier.create(positions.following())
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(20))
                .then(positions::announceFollowing)
                .expectComplete()
                .verify(LONG);

        positions.reset(LogPositions.of(2, -1));
        positions.announceFollowing();
        StepVerifier.create(positions.following()).expectComplete().verify(LONG);
    }

    @Test
    void advancesEachPartitionByItself() {
        positions.reset(LogPositions.of(1, 4, 9));
        positions.advance(new Position(1, 1, 10));

        AppliedPositions.View view = positions.view().orElseThrow();
        assertThat(view.partitions()).isEqualTo(2);
        assertThat(view.applied(0)).isEqualTo(new Position(1, 0, 4));
        assertThat(view.applied(1)).isEqualTo(new Position(1, 1, 10));
        assertThat(positions.resumeFrom()).contains(LogPositions.of(1, 4, 10));
    }

    @Test
    void onlyALaterRecordOfThisEpochIsNext() {
        positions.reset(LogPositions.of(1, 4));
        AppliedPositions.View view = positions.view().orElseThrow();

        assertThat(view.isNext(new Position(1, 0, 5))).isTrue();
        assertThat(view.isNext(new Position(1, 0, 9))).isTrue();
        assertThat(view.isNext(new Position(1, 0, 4))).isFalse();
        assertThat(view.isNext(new Position(1, 0, 3))).isFalse();
        assertThat(view.isNext(new Position(2, 0, 5))).isFalse();
        assertThat(view.isNext(new Position(1, 1, 5))).isFalse();
    }

    @Test
    void aViewStaysOfItsEpochWhenTheLogBeginsAnew() {
        positions.reset(LogPositions.of(1, 4, 4));
        AppliedPositions.View before = positions.view().orElseThrow();
        positions.reset(LogPositions.of(2, 0));

        assertThat(before.applied(1)).isEqualTo(new Position(1, 1, 4));
        assertThat(before.partitions()).isEqualTo(2);
        assertThat(positions.view().orElseThrow().applied(0)).isEqualTo(new Position(2, 0, 0));
    }

    @Test
    void anEndIsReachedOnceEveryPartitionIs() {
        positions.reset(LogPositions.of(1, 4, 9));
        Heard<Void> end = Heard.of(positions.await(LogPositions.of(1, 5, 10)));
        positions.advance(new Position(1, 1, 12));
        assertThat(end.isNothing()).isTrue();
        positions.advance(new Position(1, 0, 5));

        assertThat(end.isEmpty()).isTrue();
        assertThat(Heard.of(positions.await(LogPositions.of(1, 5, 10))).isEmpty())
                .isTrue();
    }

    @Test
    void anEndOfAnotherLogIsReachedOnlyOnceTheLogBeganAnewWithIt() {
        Heard<Void> before = Heard.of(positions.await(LogPositions.of(1, 4)));
        positions.reset(LogPositions.of(1, 4, 9));
        Heard<Void> narrower = Heard.of(positions.await(LogPositions.of(1, 4)));
        Heard<Void> foreign = Heard.of(positions.await(LogPositions.of(2, 3, 9)));
        assertThat(before.isNothing()).isTrue();
        assertThat(narrower.isNothing()).isTrue();
        positions.reset(LogPositions.of(2, 3, 8));
        assertThat(foreign.isNothing()).isTrue();
        positions.advance(new Position(2, 1, 9));
        assertThat(foreign.isEmpty()).isTrue();
        positions.reset(LogPositions.of(1, 5));

        assertThat(before.isEmpty()).isTrue();
        assertThat(narrower.isEmpty()).isTrue();
    }

    @Test
    void aPositionOfAnotherLogIsNotWaitedFor() {
        assertThat(Heard.of(positions.await(new Position(1, 0, 5))).values()).containsExactly(false);
        positions.reset(LogPositions.of(1, 4));
        Heard<Boolean> reached = Heard.of(positions.await(new Position(1, 0, 5)));

        assertThat(Heard.of(positions.await(new Position(2, 0, 5))).values()).containsExactly(false);
        assertThat(Heard.of(positions.await(new Position(1, 1, 5))).values()).containsExactly(false);
        assertThat(Heard.of(positions.await(new Position(1, -1, 5))).values()).containsExactly(false);
        positions.reset(LogPositions.of(2, 4));
        assertThat(reached.values()).containsExactly(false);
    }

    @Test
    void readersNeverSeeAPartitionGoBack() {
        positions.reset(LogPositions.of(1, -1));
        int records = 100_000;

        try (Race race = new Race(2)) {
            race.run(runner -> {
                if (runner == 0) {
                    for (int offset = 0; offset < records; offset++) {
                        positions.advance(new Position(1, 0, offset));
                    }
                } else {
                    long last = -1;
                    while (last < records - 1) {
                        long now = positions.view().orElseThrow().applied(0).offset();
                        assertThat(now >= last).isTrue();
                        last = now;
                    }
                }
            });
        }
    }
}
