package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.InvalidPredicateException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text is stored and sent: it must never be another one. */
final class MarkerIdTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(Effect.REMOVE, EntryPredicate.tag("fruit"), "RTfruit"),
                Arguments.of(Effect.REMOVE, EntryPredicate.tag(""), "RT"),
                Arguments.of(Effect.EXPIRE, EntryPredicate.tag("RA"), "XTRA"),
                Arguments.of(Effect.REMOVE, EntryPredicate.prefix("a:%\0\n\u00e9"), "RPa:%\0\n\u00e9"),
                Arguments.of(Effect.EXPIRE, EntryPredicate.pattern("a*\\\\"), "XGa*\\\\"),
                Arguments.of(Effect.REMOVE, EntryPredicate.all(), "RA"),
                Arguments.of(Effect.EXPIRE, EntryPredicate.all(), "XA"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isOneTextAndThatTextIsIt(Effect effect, EntryPredicate predicate, String text) {
        MarkerId id = new MarkerId(effect, predicate);

        assertThat(id.encoded()).isEqualTo(text);
        assertThat(MarkerId.parse(text)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "R", "rA", "RB", "AR", "QTfruit", "RZ"})
    void otherTextsAreNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarkerId.parse(text))
                .withMessage("record: marker of " + text.length() + " characters (expected: a marker)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAfruit", "RP", "XG", "RG\\"})
    void textsOfNoPredicateAreNone(String text) {
        assertThatThrownBy(() -> MarkerId.parse(text)).isInstanceOf(InvalidPredicateException.class);
    }
}
