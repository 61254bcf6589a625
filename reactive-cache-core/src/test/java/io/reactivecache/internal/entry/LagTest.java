package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.spi.LogPositions;
import org.junit.jupiter.api.Test;

final class LagTest {

    private final AppliedPositions positions = new AppliedPositions();
    private final Lag lag = new Lag(positions);

    @Test
    void isUnknownUntilTheLogIsFollowedAndItsEndIsTold() {
        assertThat(lag.records()).isEmpty();
        lag.endsAt(LogPositions.of(7, 5, 5));
        assertThat(lag.records()).isEmpty();
        positions.reset(LogPositions.of(7, 5, 3));

        assertThat(lag.records()).hasValue(2);
    }

    @Test
    void isWhatAllPartitionsTogetherHaveLeft() {
        positions.reset(LogPositions.of(7, -1, 3));
        lag.endsAt(LogPositions.of(7, 1, 8));
        assertThat(lag.records()).hasValue(7);
        positions.advance(new Position(7, 0, 1));

        assertThat(lag.records()).hasValue(5);
    }

    @Test
    void aPartitionThatIsAheadOfWhatWasToldHasNothingLeft() {
        positions.reset(LogPositions.of(7, 9, 3));
        lag.endsAt(LogPositions.of(7, 5, 4));

        assertThat(lag.records()).hasValue(1);
    }

    @Test
    void ofAnotherEpochOrNumberOfPartitionsNothingIsKnown() {
        positions.reset(LogPositions.of(7, 9));
        lag.endsAt(LogPositions.of(8, 9));
        assertThat(lag.records()).isEmpty();
        lag.endsAt(LogPositions.of(7, 9, 9));

        assertThat(lag.records()).isEmpty();
    }
}
