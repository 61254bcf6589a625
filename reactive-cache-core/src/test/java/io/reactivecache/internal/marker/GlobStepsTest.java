package io.reactivecache.internal.marker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No pattern makes a match look at any character of the text more than twice, whatever the text. */
final class GlobStepsTest {

    private static final int SIZE = 100_000;

    static Stream<Arguments> hostile() {
        String manyA = "a".repeat(SIZE);
        return Stream.of(
                Arguments.of("*a".repeat(SIZE / 2) + "*b", manyA),
                Arguments.of("a*".repeat(SIZE / 2) + "b", manyA),
                Arguments.of("*" + "a".repeat(512) + "b*", manyA),
                Arguments.of("*" + "a".repeat(SIZE / 2) + "*b", manyA),
                Arguments.of("?".repeat(SIZE - 1) + "b", manyA),
                Arguments.of("*" + "?".repeat(SIZE / 2) + "b*", manyA),
                Arguments.of("?*".repeat(SIZE / 2) + "b", manyA),
                Arguments.of("*".repeat(SIZE) + "b", manyA),
                Arguments.of("*" + "ab".repeat(256) + "c*", "ab".repeat(SIZE / 2)),
                Arguments.of("\\*".repeat(SIZE / 2) + "b", "*".repeat(SIZE)));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostilePatternIsRefusedInLinearlyManySteps(String pattern, String text) {
        Counted counted = new Counted(text);

        assertThat(Glob.of(pattern).matches(counted)).isFalse();
        assertThat(counted.looks).isLessThanOrEqualTo(2L * text.length());
    }

    @Test
    void aLongMatchTakesLinearlyManyStepsToo() {
        Counted counted = new Counted("a".repeat(SIZE) + "b");

        assertThat(Glob.of("*a".repeat(SIZE / 2) + "*b").matches(counted)).isTrue();
        assertThat(counted.looks).isLessThanOrEqualTo(2L * counted.length());
    }

    /** A text that counts how often a character of it is looked at. */
    private static final class Counted implements CharSequence {

        private final String text;
        private long looks;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String toString() {
            return "text of " + text.length() + " characters";
        }
    }
}
