package io.reactivecache.internal.marker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "a a",
                "* \"\"",
                "* anything",
                "** anything",
                "a* a",
                "a* ab",
                "*a a",
                "*a ba",
                "a*c abc",
                "a*c ac",
                "a*c abcbc",
                "*b* abc",
                "*ab*ab* abab",
                "*aab*b aaaabb",
                "a?c abc",
                "? a",
                "?* a",
                "*?b ab",
                "*??* ab",
                "a*?b acb",
                "a\\*c a*c",
                "\\? ?",
                "\\\\ \\",
                "\\a a",
                "caf? café",
                "*:?? shop:42",
                "a*a aa",
            })
    void matches(String pattern, String text) {
        assertThat(Glob.of(pattern).matches(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "a b",
                "a \"\"",
                "a ab",
                "a ba",
                "? \"\"",
                "? ab",
                "a* b",
                "*a ab",
                "a*c acb",
                "a*a a",
                "ab*ba aba",
                "*ab*ab* aba",
                "*?? a",
                "a?c ac",
                "a\\*c abc",
                "\\? a",
                "\\\\ a",
                "A a",
                "a*b*c acb",
                "*bc*a abc",
            })
    void doesNotMatch(String pattern, String text) {
        assertThat(Glob.of(pattern).matches(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"63", "64", "65", "127", "128", "129", "1000"})
    void segmentsOfAnyLengthAreFound(int length) {
        String literal = "x".repeat(length - 1) + "y";
        Glob glob = Glob.of("*" + literal + "*");

        assertThat(glob.matches("xx" + literal + "x")).isTrue();
        assertThat(glob.matches("xx" + "x".repeat(length))).isFalse();
        assertThat(glob.matches(literal.substring(1))).isFalse();
        assertThat(Glob.of("*" + "?".repeat(length - 1) + "y*").matches("xx" + literal))
                .isTrue();
    }

    @Test
    void anEscapeAtTheEndStandsForItself() {
        assertThat(Glob.of("a\\").matches("a\\")).isTrue();
    }

    @Test
    void oneIsACharOfUtf16() {
        assertThat(Glob.of("a??b").matches("a\ud83d\ude00b")).isTrue();
        assertThat(Glob.of("a?b").matches("a\ud83d\ude00b")).isFalse();
        assertThat(Glob.of("*\ud83d\ude00*").matches("a\ud83d\ude00b")).isTrue();
    }
}
