package io.reactivecache.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What wide invalidations compare with. */
final class KeyCodecsTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "a:b", ":", "100%", "%3A", "%", "caf\u00e9 \ud83d\ude00", "\0\n", "*?\\"})
    void theTextOfAStringIsTheString(String key) {
        assertThat(KeyCodecs.text(KeyCodecs.strings().encode(key))).isEqualTo(key);
    }

    @Test
    void theTextOfANumberIsItsDigits() {
        assertThat(KeyCodecs.text(KeyCodecs.longs().encode(-42L))).isEqualTo("-42");
    }

    @Test
    void theTextOfPartsIsThePartsWithColonsBetween() {
        KeyCodec<List<String>> parts = KeyCodecs.ofParts(key -> key, key -> key);

        assertThat(KeyCodecs.text(parts.encode(List.of("de", "M\u00fcnchen", "", "1:2"))))
                .isEqualTo("de:M\u00fcnchen::1:2");
    }

    /** {@link KeyCodec} asks no codec to escape as these do. */
    @ParameterizedTest
    @ValueSource(strings = {"100%", "%zz", "%c3%a9", "%FF", "a:%4", "%41"})
    void whatTheseCodecsDoNotWriteIsItsOwnText(String written) {
        assertThat(KeyCodecs.text(written)).isEqualTo(written);
    }
}
