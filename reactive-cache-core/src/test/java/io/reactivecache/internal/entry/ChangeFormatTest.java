package io.reactivecache.internal.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactivecache.Effect;
import io.reactivecache.spi.Token;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    private static final int PLAIN_PARTS = 5;

    record Golden(byte[] bytes, Change change) {

        static Golden of(String line) {
            String[] parts = line.split(" ");
            Token token = new Token(Long.parseLong(parts[3]), Long.parseLong(parts[4]));
            return new Golden(HexFormat.of().parseHex(parts[0]), change(parts, parts[2].replace("\"", ""), token));
        }

        private static Change change(String[] parts, String text, Token token) {
            if (parts.length == PLAIN_PARTS) {
                return new Change.OfKey(parts[1], text, token);
            }
            if (parts[5].equals("T")) {
                return new Change.Fenced(parts[1], text, token, Duration.ofMillis(Long.parseLong(parts[6])));
            }
            Effect effect = Effect.valueOf(parts[6]);
            boolean told = parts[7].equals("told");
            return parts[5].equals("F")
                    ? new Change.OfKey(parts[1], text, token, effect, told)
                    : wide(parts[1], URLDecoder.decode(text, StandardCharsets.UTF_8), token, effect, told);
        }

        private static Change wide(String cache, String marker, Token token, Effect effect, boolean told) {
            assertThat(MarkerId.parse(marker).effect()).isEqualTo(effect);
            return new Change.Wide(cache, MarkerId.parse(marker), token, told);
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
        assertThat(golden()).hasSize(12);
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
    @ValueSource(ints = {4, 8, 16, 32, 64, 128})
    void refusesUnknownFlagsThoughTheChecksumHolds(int flag) throws IOException {
        for (Golden golden : golden().filter(each -> each.bytes()[3] != 'K').toList()) {
            byte[] other = golden.bytes();
            other[flags(other)] |= (byte) flag;
            refuses(checksummed(other));
        }
    }

    @Test
    void refusesFlagsThatTheKindHasNot() throws IOException {
        for (Golden golden : golden().filter(each -> each.bytes()[3] != 'K').toList()) {
            byte[] other = golden.bytes();
            other[flags(other)] = (byte) (other[3] == 'F' ? 0 : 2);
            refuses(checksummed(other));
        }
    }

    @Test
    void refusesMarkersThereAreNot() throws IOException {
        byte[] all = golden().filter(each -> each.bytes()[3] == 'W')
                .reduce((one, next) -> next)
                .orElseThrow()
                .bytes();
        byte[] other = all.clone();
        other[other.length - Integer.BYTES - 1] = 'P';
        refuses(checksummed(other));
    }

    private static int flags(byte[] record) {
        return 20 + 2 + ByteBuffer.wrap(record).getShort(20);
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
