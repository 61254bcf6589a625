package io.reactivecache.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.InvalidKeyException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyCodecsTest {

    private static final String SAFE = "[A-Za-z0-9._~%-]*";

    private final KeyCodec<String> strings = KeyCodecs.strings();
    private final KeyCodec<List<String>> parts = KeyCodecs.ofParts(key -> key, key -> key);

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "grass";
            }
        }
    }

    static Stream<String> hostileTexts() {
        return Stream.of(
                "",
                " ",
                ":",
                "::",
                "a:b",
                "*",
                "?",
                "[a-z]",
                "{",
                "}",
                "{tag}",
                "a{b}c",
                "%",
                "%3A",
                "%%",
                "+",
                "/",
                "\\",
                "\"",
                "'",
                "\r\n",
                "\r\nDEL key\r\n",
                "\n",
                "\t",
                "\0",
                "a\0b",
                "\u007F",
                "é",
                "e\u0301",
                "\uFEFF",
                "\u202E",
                "\uFFFD",
                "\uFFFF",
                "😀",
                "a😀b",
                "👨‍👩‍👧",
                "\u2028",
                "KEY",
                "key",
                "__proto__",
                "$1",
                "${x}");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void readsBackWhatItWroteOfHostileText(String text) {
        assertThat(strings.decode(strings.encode(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void writesHostileTextWithSafeCharactersOnly(String text) {
        assertThat(strings.encode(text)).matches(SAFE);
    }

    @Test
    void writesDifferentHostileTextsDifferently() {
        assertThat(hostileTexts().map(strings::encode)).doesNotHaveDuplicates();
    }

    @Test
    void escapesByBytesOfUtf8InUpperCase() {
        assertThat(strings.encode("aZ09-._~")).isEqualTo("aZ09-._~");
        assertThat(strings.encode("a:b{c}*\r\n\0%")).isEqualTo("a%3Ab%7Bc%7D%2A%0D%0A%00%25");
        assertThat(strings.encode("é😀")).isEqualTo("%C3%A9%F0%9F%98%80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D", "\uD83D\uD83D\uDE00"})
    void refusesAnUnpairedSurrogate(String text) {
        assertThatThrownBy(() -> strings.encode(text))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage("key: an unpaired surrogate (expected: valid Unicode)");
        assertThatThrownBy(() -> parts.encode(List.of("a", text))).isInstanceOf(InvalidKeyException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "%4",
                "a%",
                "%zz",
                "%3a",
                "%41",
                "%7E",
                "%FF",
                "%C3",
                "%C3%28",
                "%ED%A0%BD",
                "%C0%80",
                "a b",
                "a:b",
                "é",
                "\0",
                "%+1",
                "% 1",
                "*",
                "%F0%9F%98"
            })
    void refusesToReadTextItDoesNotWrite(String malformed) {
        assertThatIllegalArgumentException().isThrownBy(() -> strings.decode(malformed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+1", "01", "-0", " 1", "1.0", "0x1", "9223372036854775808", "one", "%31", "١"})
    void refusesNumbersInAnyButTheirShortestForm(String malformed) {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyCodecs.longs().decode(malformed));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyCodecs.integers().decode(malformed));
    }

    @Test
    void refusesIntegersOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyCodecs.integers().decode("2147483648"));
    }

    @Test
    void roundTripsNumbersToTheirLimits() {
        for (long number : new long[] {0, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(KeyCodecs.longs().decode(KeyCodecs.longs().encode(number)))
                    .isEqualTo(number);
        }
        for (int number : new int[] {0, -1, 42, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThat(KeyCodecs.integers().decode(KeyCodecs.integers().encode(number)))
                    .isEqualTo(number);
        }
    }

    @Test
    void roundTripsUuids() {
        UUID uuid = UUID.fromString("00000000-0000-4000-8000-00000000000a");

        assertThat(KeyCodecs.uuids().encode(uuid)).isEqualTo(uuid.toString());
        assertThat(KeyCodecs.uuids().decode(uuid.toString())).isEqualTo(uuid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-1-1-1-1", "00000000-0000-4000-8000-00000000000A", "not-a-uuid"})
    void refusesUuidsInAnyButTheirUsualForm(String malformed) {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyCodecs.uuids().decode(malformed));
    }

    @Test
    void writesEnumsByNameWhateverTheirText() {
        KeyCodec<Colour> colours = KeyCodecs.enums(Colour.class);

        assertThat(Arrays.stream(Colour.values()).map(colours::encode)).containsExactly("RED", "GREEN");
        assertThat(colours.decode("GREEN")).isEqualTo(Colour.GREEN);
        assertThatIllegalArgumentException().isThrownBy(() -> colours.decode("grass"));
    }

    @Test
    void neverTakesOnePartForTwo() {
        List<List<String>> keys = List.of(
                List.of("a", "b"),
                List.of("a:b"),
                List.of("a%3Ab"),
                List.of("a", ":b"),
                List.of("a:", "b"),
                List.of("ab"),
                List.of(""),
                List.of("", ""),
                List.of("", "", ""),
                List.of(":"),
                List.of("a", ""),
                List.of("", "a"));

        assertThat(keys.stream().map(parts::encode)).doesNotHaveDuplicates();
        assertThat(keys)
                .allSatisfy(key -> assertThat(parts.decode(parts.encode(key))).isEqualTo(key));
        assertThat(parts.encode(List.of("a:b", "c"))).isEqualTo("a%3Ab:c");
    }

    @Test
    void refusesAKeyWithoutParts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parts.encode(List.of()))
                .withMessage("parts: 0 (expected: >= 1)");
    }

    @Test
    void knowsTheUsualTypesOfKeys() {
        assertThat(KeyCodecs.forType(String.class)).hasValueSatisfying(codec -> roundTrips(codec, "a:b"));
        assertThat(KeyCodecs.forType(Long.class)).hasValueSatisfying(codec -> roundTrips(codec, 5L));
        assertThat(KeyCodecs.forType(Integer.class)).hasValueSatisfying(codec -> roundTrips(codec, 5));
        assertThat(KeyCodecs.forType(UUID.class)).hasValueSatisfying(codec -> roundTrips(codec, new UUID(1, 2)));
        assertThat(KeyCodecs.forType(Colour.class)).hasValueSatisfying(codec -> roundTrips(codec, Colour.RED));
        assertThat(KeyCodecs.forType(Object.class)).isEmpty();
    }

    private static <K> void roundTrips(KeyCodec<K> codec, K key) {
        assertThat(codec.decode(codec.encode(key))).isEqualTo(key);
    }
}
