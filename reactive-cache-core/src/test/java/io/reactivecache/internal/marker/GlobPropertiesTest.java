package io.reactivecache.internal.marker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Held against a matcher that tries everything. */
final class GlobPropertiesTest {

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of("a", "b", "*", "?", "\\*", "\\?", "\\\\", "\\a")
                .list()
                .ofMaxSize(10)
                .map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "a", "b", "b", "*", "?", "\\")
                .list()
                .ofMaxSize(14)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 200_000, edgeCases = EdgeCasesMode.NONE)
    void matchesWhatTryingEverythingMatches(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
        assertThat(Glob.of(pattern).matches(text)).isEqualTo(matches(pattern, text));
    }

    /** A text that was made from the pattern. */
    @Property(tries = 50_000, edgeCases = EdgeCasesMode.NONE)
    void matchesWhatThePatternStandsFor(@ForAll("patterns") String pattern, @ForAll("texts") String filling) {
        String text = pattern.replaceAll("\\\\(.)", "a").replace("?", "b").replace("*", filling.replace("\\", "b"));
        String plain = pattern.replaceAll("\\\\(.)", "a");

        assertThat(Glob.of(plain).matches(text)).isTrue();
    }

    /** Segments of several words of bits, in texts they nearly fill and in longer ones, to whose ends they may reach. */
    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    void findsLongSegmentsWhereTryingEveryPlaceFindsThem(@ForAll long seed) {
        Random chance = new Random(seed);
        String segment = letters(chance, 1 + chance.nextInt(260), "aaaaaaab??????");
        String text = letters(chance, segment.length() + chance.nextInt(chance.nextBoolean() ? 4 : 200), "aaaaaaab");
        String tail = letters(chance, chance.nextInt(3), "ab");

        assertThat(Glob.of("*" + segment + "*" + tail).matches(text)).isEqualTo(isFound(segment, tail, text));
    }

    private static String letters(Random chance, int length, String of) {
        return chance.ints(length, 0, of.length())
                .mapToObj(i -> of.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private static boolean isFound(String segment, String tail, String text) {
        int room = text.length() - tail.length() - segment.length();
        return text.endsWith(tail)
                && IntStream.rangeClosed(0, room)
                        .anyMatch(start -> IntStream.range(0, segment.length())
                                .allMatch(
                                        i -> segment.charAt(i) == '?' || segment.charAt(i) == text.charAt(start + i)));
    }

    private static boolean matches(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        char first = pattern.charAt(0);
        if (first == '*') {
            return matches(pattern.substring(1), text) || !text.isEmpty() && matches(pattern, text.substring(1));
        }
        int literal = first == '\\' ? 1 : 0;
        boolean one = !text.isEmpty() && (first == '?' || text.charAt(0) == pattern.charAt(literal));
        return one && matches(pattern.substring(literal + 1), text.substring(1));
    }
}
