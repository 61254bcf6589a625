package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactivecache.spi.Token;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChangeFormatTest {

    private static final String GOLDEN = "/golden/change-v1.hex";

    record Golden(byte[] bytes, Change change) {

        static Golden of(String line) {
            String[] parts = line.split(" ");
            Token token = new Token(Long.parseLong(parts[3]), Long.parseLong(parts[4]));
            return new Golden(
                    HexFormat.of().parseHex(parts[0]), new Change.OfKey(parts[1], parts[2].replace("\"", ""), token));
        }
    }

    static Stream<Golden> golden() throws IOException {
        try (InputStream file = ChangeFormatTest.class.getResourceAsStream(GOLDEN)) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Golden::of);
        }
    }

    @Test
    void thereAreGoldenRecords() throws IOException {
        assertThat(golden()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void readsTheGoldenRecord(Golden golden) {
        assertThat(ChangeFormat.decode(golden.bytes())).isEqualTo(golden.change());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void writesTheGoldenRecord(Golden golden) {
        assertThat(ChangeFormat.encode(golden.change())).isEqualTo(golden.bytes());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void refusesEveryTruncationAndWhatFollowsTheEnd(Golden golden) {
        for (int length = 0; length < golden.bytes().length; length++) {
            refuses(Arrays.copyOf(golden.bytes(), length));
        }
        refuses(Arrays.copyOf(golden.bytes(), golden.bytes().length + 1));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void refusesEveryFlippedBit(Golden golden) {
        for (int bit = 0; bit < golden.bytes().length * Byte.SIZE; bit++) {
            byte[] flipped = golden.bytes().clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            refuses(flipped);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void refusesOtherMagicVersionsAndKindsThoughTheChecksumHolds(int index) throws IOException {
        byte[] other = golden().findFirst().orElseThrow().bytes();
        other[index]++;
        refuses(checksummed(other));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 13, 11})
    void refusesLengthsThatDoNotFitThoughTheChecksumHolds(int length) throws IOException {
        byte[] other = golden().findFirst().orElseThrow().bytes();
        ByteBuffer.wrap(other).putInt(20 + 2 + "shop:orders".length(), length);
        refuses(checksummed(other));
    }

    private static void refuses(byte[] record) {
        assertThatIllegalArgumentException().isThrownBy(() -> ChangeFormat.decode(record));
    }

    private static byte[] checksummed(byte[] record) {
        int end = record.length - Integer.BYTES;
        CRC32C crc = new CRC32C();
        crc.update(record, 0, end);
        ByteBuffer.wrap(record).putInt(end, (int) crc.getValue());
        return record;
    }
}
