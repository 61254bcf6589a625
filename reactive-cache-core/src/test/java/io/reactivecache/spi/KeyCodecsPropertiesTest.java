package io.reactivecache.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

final class KeyCodecsPropertiesTest {

    private static final int TRIES = 100_000;
    private static final Map<String, String> TEXTS = new HashMap<>();
    private static final Map<String, List<String>> KEYS = new HashMap<>();

    private final KeyCodec<String> strings = KeyCodecs.strings();
    private final KeyCodec<List<String>> parts = KeyCodecs.ofParts(key -> key, key -> key);

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> piece = Arbitraries.of(
                ":", "%", "%3A", "{", "}", "*", "\r\n", "\0", "é", "😀", "a", "Z", "0", "~", "-", ".", "_", " ",
                "\uFFFF");
        Arbitrary<String> any = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .map(Character::toString);
        return Arbitraries.oneOf(piece, any).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> almostWritten() {
        return Arbitraries.of("%", "3", "A", "a", "C", "F", "0", "9", ":", "-", "~", "é", " ")
                .list()
                .ofMaxSize(9)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void textsAreReadBackAndNeverWrittenAlike(@ForAll("hostile") String text) {
        String encoded = strings.encode(text);

        assertThat(strings.decode(encoded)).isEqualTo(text);
        assertThat(TEXTS.putIfAbsent(encoded, text)).isIn(null, text);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void keysOfPartsAreReadBackAndNeverWrittenAlike(
            @ForAll("hostile") String first, @ForAll("hostile") String second, @ForAll boolean joined) {
        List<String> key = joined ? List.of(first + ":" + second) : List.of(first, second);
        String encoded = parts.encode(key);

        assertThat(parts.decode(encoded)).isEqualTo(key);
        assertThat(KEYS.putIfAbsent(encoded, key)).isIn(null, key);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void whatIsReadIsExactlyWhatWouldBeWritten(@ForAll("almostWritten") String text) {
        try {
            assertThat(strings.encode(strings.decode(text))).isEqualTo(text);
        } catch (IllegalArgumentException refused) {
            assertThatThrownBy(() -> strings.decode(text)).isExactlyInstanceOf(IllegalArgumentException.class);
        }
    }
}
