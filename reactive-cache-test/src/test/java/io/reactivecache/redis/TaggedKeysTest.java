package io.reactivecache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.SlotHash;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaggedKeysTest {

    private static final List<String> TEXTS = List.of(
            "", ":", "::", "a", "a:b", "a:b:", "a:b:c", "a:b:c:d", "a::c", ":b:c", "{a:b}:c", "a}:b:c", "a:b}:c", "{a}",
            "}");

    @ParameterizedTest
    @CsvSource({
        "products:3:42, {products:3}:42",
        "products:3:42:nl, {products:3}:42:nl",
        "shop%3Aorders:0:, {shop%3Aorders:0}:",
        "products:markers, {products:markers}",
        "products, {products}"
    })
    void theNamespaceAndThePartitionStandInBraces(String text, String name) {
        assertThat(name(text)).isEqualTo(name);
        assertThat(KeyForm.PLAIN.key(text).name()).isEqualTo(text.getBytes(UTF_8));
    }

    @Test
    void keysOfAPartitionAndTheirLeasesAreInOneSlot() {
        int slot = slot("products:3:0");

        assertThat(Stream.of("products:3:1", "products:3:a:b", "products:3:")).allMatch(text -> slot(text) == slot);
        assertThat(SlotHash.getSlot(
                        RedisLease.of(KeyForm.TAGGED.key("products:3:0")).lease()))
                .isEqualTo(slot);
    }

    private static int slot(String text) {
        return SlotHash.getSlot(KeyForm.TAGGED.key(text).name());
    }

    @Test
    void noTwoTextsHaveTheSameNameAndEachNameSaysItsText() {
        assertThat(TEXTS.stream().map(TaggedKeysTest::name)).doesNotHaveDuplicates();
        assertThat(TEXTS)
                .allSatisfy(text -> assertThat(KeyForm.TAGGED.text(name(text).getBytes(UTF_8)))
                        .isEqualTo(text));
    }

    @Test
    void whatTextsBeginWithTheirNamesBeginWithToo() {
        for (String text : TEXTS) {
            for (int end = 0; end <= text.length(); end++) {
                assertThat(name(text)).startsWith(KeyForm.TAGGED.beginning(text.substring(0, end)));
            }
        }
        for (String prefix : List.of("a:", "a:b:", "a:b:c")) {
            assertThat(TEXTS.stream().filter(text -> name(text).startsWith(KeyForm.TAGGED.beginning(prefix))))
                    .allMatch(text -> text.startsWith(prefix));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a:b:c", "{", "{a:b", "}", ""})
    void whatIsNotNamedSoReadsAsItIs(String name) {
        assertThat(KeyForm.TAGGED.text(name.getBytes(UTF_8))).isEqualTo(name);
    }

    private static String name(String text) {
        return new String(KeyForm.TAGGED.key(text).name(), UTF_8);
    }
}
