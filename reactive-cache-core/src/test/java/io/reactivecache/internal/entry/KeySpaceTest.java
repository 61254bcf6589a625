package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.InvalidKeyException;
import io.reactivecache.spi.KeyCodec;
import io.reactivecache.spi.KeyCodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeySpaceTest {

    private static final int PARTITIONS = 16;

    private final KeySpace<String> keys = new KeySpace<>("shop:orders", KeyCodecs.strings(), 1_024);

    @Test
    void namesAKeyByNamespacePartitionAndText() {
        assertThat(keys.address("caf%C3%A9", 1)).isEqualTo(new Address("caf%C3%A9", 0, "shop%3Aorders:0:caf%C3%A9"));
    }

    @Test
    void cachesWhoseNamesBeginAlikeShareNoRemoteName() {
        KeySpace<String> shorter = new KeySpace<>("shop", KeyCodecs.strings(), 1_024);

        assertThat(shorter.address(shorter.encode("orders:0:a"), 1).remote())
                .isNotEqualTo(keys.address(keys.encode("a"), 1).remote());
    }

    @ParameterizedTest
    @CsvSource({
        "'',             0, 0, 0, 0, 0, 0",
        "a,              0, 0, 0, 0, 48, 376",
        "42,             0, 1, 0, 11, 11, 755",
        "%00,            0, 0, 2, 8, 56, 904",
        "caf%C3%A9:42,   0, 1, 1, 13, 29, 221"
    })
    void thePartitionOfAKeyNeverChanges(String key, int of1, int of2, int of3, int of16, int of64, int of1000) {
        assertThat(KeySpace.partition(key, 1)).isEqualTo(of1);
        assertThat(KeySpace.partition(key, 2)).isEqualTo(of2);
        assertThat(KeySpace.partition(key, 3)).isEqualTo(of3);
        assertThat(KeySpace.partition(key, 16)).isEqualTo(of16);
        assertThat(KeySpace.partition(key, 64)).isEqualTo(of64);
        assertThat(KeySpace.partition(key, 1_000)).isEqualTo(of1000);
    }

    @Test
    void keysSpreadOverAllPartitions() {
        int[] counts = new int[PARTITIONS];
        int total = 64_000;
        for (int i = 0; i < total; i++) {
            counts[keys.address(keys.encode("order:" + i), PARTITIONS).partition()]++;
        }

        int even = total / PARTITIONS;
        assertThat(counts).satisfies(all -> {
            for (int count : all) {
                assertThat(count).isBetween(even * 9 / 10, even * 11 / 10);
            }
        });
    }

    @Test
    void refusesAKeyThatIsLongerThanAllowedOnceWrittenDown() {
        KeySpace<String> shortKeys = new KeySpace<>("orders", KeyCodecs.strings(), 6);

        assertThat(shortKeys.encode("abcdef")).isEqualTo("abcdef");
        assertThat(shortKeys.encode("é")).isEqualTo("%C3%A9");
        assertThatThrownBy(() -> shortKeys.encode("éa"))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage("key: 7 characters encoded (expected: <= 6)");
    }

    @Test
    void refusesAMegabyteNamingTheLimit() {
        assertThatThrownBy(() -> keys.encode("k".repeat(1 << 20)))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage("key: 1048576 characters encoded (expected: <= 1024)");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "{", "}", "*", "\r", "\n", "\0", "é", "?", "[", "/", "@"})
    void refusesWhatACodecForgotToEscapeWithoutRepeatingIt(String forgotten) {
        KeySpace<String> careless = new KeySpace<>("orders", new Unescaped(), 1_024);

        assertThat(careless.encode("AZaz09._~-%:")).isEqualTo("AZaz09._~-%:");
        assertThatThrownBy(() -> careless.encode("secret" + forgotten))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage("key: a character its codec must escape (expected: A-Z a-z 0-9 . _ ~ - % :)");
    }

    @Test
    void readsBackKeysAndRefusesOtherText() {
        assertThat(keys.decode(keys.encode("a:b"))).isEqualTo("a:b");
        assertThatIllegalArgumentException().isThrownBy(() -> keys.decode("a:b"));
    }

    private static final class Unescaped implements KeyCodec<String> {
        @Override
        public String encode(String key) {
            return key;
        }

        @Override
        public String decode(String text) {
            return text;
        }
    }
}
