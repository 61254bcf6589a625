package io.reactivecache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PositionTest {

    static Stream<Position> positions() {
        return Stream.of(
                new Position(0, 0, 0),
                new Position(0xAB, 12, 0xCD),
                new Position(-1, 0, -1),
                new Position(Long.MIN_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("positions")
    void readsBackWhatItWrote(Position position) {
        assertThat(Position.parse(position.encoded())).isEqualTo(position);
    }

    @Test
    void writesEpochAndOffsetInHexadecimal() {
        assertThat(new Position(0xAB, 12, 0xCD).encoded()).isEqualTo("ab-12-cd");
        assertThat(new Position(1, 0, -1).encoded()).isEqualTo("1-0-ffffffffffffffff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "--",
                "1",
                "1-2",
                "1-2-3-4",
                "-1-2-3",
                "1--2-3",
                "1-2-",
                "-2-3",
                "1--3",
                "g-0-0",
                "1-a-1",
                "1-0-g",
                "11111111111111111-0-0",
                "1-2147483648-0",
                " 1-0-0",
                "1-0-0\n"
            })
    void refusesAnyOtherForm(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Position.parse(text))
                .withMessage("position: text of " + text.length() + " characters (expected: epoch-partition-offset)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB-0-0", "01-0-0", "1-00-0", "1-0-00", "+1-0-0", "1-+0-0", "1-0-+0", "1-١-0"})
    void refusesFormsThatItDoesNotWriteItself(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Position.parse(text));
    }

    @Test
    void reflectsPositionsBeforeItOfTheSamePartitionAndEpoch() {
        Position position = new Position(1, 2, 5);

        assertThat(position.reflects(new Position(1, 2, 4))).isTrue();
        assertThat(position.reflects(new Position(1, 2, 5))).isTrue();
        assertThat(position.reflects(new Position(1, 2, 6))).isFalse();
        assertThat(position.reflects(new Position(1, 3, 4))).isFalse();
        assertThat(position.reflects(new Position(2, 2, 4))).isFalse();
        assertThat(position.reflects(new Position(0, 2, 4))).isFalse();
    }
}
