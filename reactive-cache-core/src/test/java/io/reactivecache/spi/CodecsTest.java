package io.reactivecache.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.InvalidEntryException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CodecsTest {

    @Test
    void bytesAreCopiedBothWays() {
        byte[] value = {1, 2, 3};
        byte[] stored = Codecs.bytes().encode(value);
        byte[] read = Codecs.bytes().decode(stored);
        value[0] = 9;
        stored[1] = 9;

        assertThat(read).containsExactly(1, 2, 3);
        assertThat(stored).containsExactly(1, 9, 3);
    }

    @Test
    void textIsUtf8() {
        assertThat(Codecs.strings().encode("ä😀\0")).isEqualTo(HexFormat.of().parseHex("c3a4f09f988000"));
        assertThat(Codecs.strings().decode(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c3", "c080", "eda080", "f4908080", "61ff", "e282"})
    void bytesThatAreNotUtf8AreNoText(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Codecs.strings().decode(HexFormat.of().parseHex(hex)))
                .withMessage("text: malformed (expected: UTF-8)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "\udc00\ud800"})
    void anUnpairedSurrogateIsNotWritten(String text) {
        assertThatThrownBy(() -> Codecs.strings().encode(text))
                .isInstanceOf(InvalidEntryException.class)
                .hasMessage("value: an unpaired surrogate (expected: valid Unicode)");
    }

    @Test
    void formatsHaveIdsOfTheirOwnAndNoVersions() {
        assertThat(Codecs.bytes().id()).isEqualTo(5);
        assertThat(Codecs.strings().id()).isEqualTo(6);
        assertThat(Codecs.bytes().schema()).isZero();
        assertThat(Codecs.bytes().fingerprint()).isZero();
    }
}
