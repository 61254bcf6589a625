package io.reactivecache.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactivecache.Position;
import org.junit.jupiter.api.Test;

final class LogPositionsTest {

    private final LogPositions positions = LogPositions.of(0xAB, 3, -1);

    @Test
    void tellsWhatItWasMadeOf() {
        assertThat(positions.epoch()).isEqualTo(0xAB);
        assertThat(positions.partitions()).isEqualTo(2);
        assertThat(positions.offset(0)).isEqualTo(3);
        assertThat(positions.offsets()).containsExactly(3, -1);
        assertThat(positions.position(1)).isEqualTo(new Position(0xAB, 1, -1));
        assertThat(positions).hasToString("LogPositions[ab, [3, -1]]");
    }

    @Test
    void changesWithNeitherTheArrayItWasGivenNorTheOneItGives() {
        long[] given = {1, 2};
        LogPositions made = LogPositions.of(1, given);
        given[0] = 9;
        made.offsets()[1] = 9;

        assertThat(made).isEqualTo(LogPositions.of(1, 1, 2));
    }

    @Test
    void refusesNoPartitionAndOffsetsBeforeTheFirst() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogPositions.of(1))
                .withMessage("offsets: [] (expected: one or more, >= -1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogPositions.of(1, 0, -2))
                .withMessage("offsets: [0, -2] (expected: one or more, >= -1)");
    }

    @Test
    void continuesOnlyInTheSameEpochAndNumberOfPartitions() {
        assertThat(positions.continuesIn(LogPositions.of(0xAB, 9, 9))).isTrue();
        assertThat(positions.continuesIn(LogPositions.of(0xAC, 9, 9))).isFalse();
        assertThat(positions.continuesIn(LogPositions.of(0xAB, 9))).isFalse();
    }

    @Test
    void isEqualByEpochAndOffsets() {
        assertThat(positions)
                .isEqualTo(LogPositions.of(0xAB, 3, -1))
                .hasSameHashCodeAs(LogPositions.of(0xAB, 3, -1))
                .isNotEqualTo(LogPositions.of(0xAC, 3, -1))
                .isNotEqualTo(LogPositions.of(0xAB, 3, 0))
                .isNotEqualTo("positions");
    }
}
