package io.reactivecache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.EntryPredicate.Kind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryPredicateTest {

    private static final String SECRET = "iban-DE02120300000000202051";
    private static final String UNPAIRED = "\ud83d";

    @Test
    void eachKindTakesTheLongestTextThereMayBe() {
        String longest = "x".repeat(EntryPredicate.MAX_CHARACTERS);

        assertThat(EntryPredicate.prefix(longest).text()).isEqualTo(longest);
        assertThat(EntryPredicate.pattern(longest).text()).isEqualTo(longest);
        assertThat(EntryPredicate.tag("é".repeat(LoadResult.MAX_TAG_BYTES / 2)).kind())
                .isEqualTo(Kind.TAG);
        assertThat(EntryPredicate.all().text()).isEmpty();
    }

    @Test
    void aLongerTextIsRefusedByItsSizeAndTheLimit() {
        String long1025 = "x".repeat(EntryPredicate.MAX_CHARACTERS + 1);

        refused(() -> EntryPredicate.prefix(long1025), "prefix: 1025 characters (expected: 1 to 1024 characters)");
        refused(() -> EntryPredicate.pattern(long1025), "pattern: 1025 characters (expected: 1 to 1024 characters)");
    }

    @Test
    void aTagIsMeasuredInBytes() {
        int limit = LoadResult.MAX_TAG_BYTES;
        String tag = "x".repeat(limit - 1) + "é";

        refused(() -> EntryPredicate.tag(tag), "tag: " + (limit + 1) + " bytes (expected: <= " + limit + " bytes)");
    }

    @Test
    void whatWouldMeanEveryEntryIsRefused() {
        refused(() -> EntryPredicate.prefix(""), "prefix: 0 characters (expected: 1 to 1024 characters)");
        refused(() -> EntryPredicate.pattern(""), "pattern: 0 characters (expected: 1 to 1024 characters)");
        refused(() -> new EntryPredicate(Kind.ALL, "x"), "text: 1 characters (expected: none)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "a\\", "a*\\\\\\"})
    void aPatternThatEndsWithinAnEscapeIsRefused(String pattern) {
        refused(() -> EntryPredicate.pattern(pattern), "pattern: ends with an escape (expected: a character after it)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\\", "\\*", "a\\\\\\?", "\\a"})
    void aPatternMayEndWithAnEscapedCharacter(String pattern) {
        assertThat(EntryPredicate.pattern(pattern).text()).isEqualTo(pattern);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"TAG", "PREFIX", "PATTERN"})
    void whatIsNoUnicodeIsRefused(Kind kind) {
        refused(
                () -> new EntryPredicate(kind, SECRET + UNPAIRED),
                "text: an unpaired surrogate (expected: valid Unicode)");
    }

    @Test
    void nullIsRefusedByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> EntryPredicate.tag(null))
                .withMessage("text");
        assertThatNullPointerException()
                .isThrownBy(() -> new EntryPredicate(null, ""))
                .withMessage("kind");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"TAG", "PREFIX", "PATTERN"})
    void nothingOfTheTextIsShown(Kind kind) {
        assertThat(new EntryPredicate(kind, SECRET)).hasToString("EntryPredicate[" + kind + ", 27 characters]");
    }

    private static void refused(ThrowingCallable made, String message) {
        assertThatThrownBy(made)
                .isInstanceOf(InvalidPredicateException.class)
                .isInstanceOf(CacheException.class)
                .hasMessage(message)
                .hasMessageNotContaining(SECRET)
                .satisfies(refusal -> assertThat(refusal.getStackTrace()).isEmpty());
    }
}
