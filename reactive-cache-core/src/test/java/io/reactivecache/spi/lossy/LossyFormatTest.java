package io.reactivecache.spi.lossy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.lossy.LossyMessage.Numbered;
import io.reactivecache.spi.lossy.LossyMessage.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LossyFormatTest {

    private static final String GOLDEN = "/golden/lossy-v1.hex";

    /** A line of the golden file, which was not written by the code under test. */
    record Golden(byte[] bytes, String[] parts) {

        static Golden of(String line) {
            String[] parts = line.split(" ");
            return new Golden(HexFormat.of().parseHex(parts[0]), parts);
        }

        boolean isRecord() {
            return parts[1].equals("R");
        }

        long number(int part) {
            return Long.parseLong(parts[part]);
        }

        Position position() {
            return new Position(number(2), (int) number(3), number(4));
        }

        byte[] payload() {
            return parts[5].replace("\"", "").getBytes(StandardCharsets.UTF_8);
        }

        LogPositions end() {
            return LogPositions.of(
                    number(2),
                    Arrays.stream(parts[5].split(","))
                            .mapToLong(Long::parseLong)
                            .toArray());
        }
    }

    static Stream<Golden> golden() throws IOException {
        try (InputStream file = LossyFormatTest.class.getResourceAsStream(GOLDEN)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Golden::of);
        }
    }

    static Stream<Golden> records() throws IOException {
        return golden().filter(Golden::isRecord);
    }

    static Stream<Golden> probes() throws IOException {
        return golden().filter(golden -> !golden.isRecord());
    }

    @Test
    void thereAreGoldenMessagesOfBothKinds() throws IOException {
        assertThat(records()).hasSize(2);
        assertThat(probes()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("records")
    void writesTheGoldenRecord(Golden golden) {
        assertThat(LossyFormat.record(golden.position(), golden.payload())).isEqualTo(golden.bytes());
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsTheGoldenRecord(Golden golden) {
        assertThat(LossyFormat.read(golden.bytes())).get().isInstanceOfSatisfying(Numbered.class, record -> {
            assertThat(record.position()).isEqualTo(golden.position());
            assertThat(record.payload()).isEqualTo(golden.payload());
        });
    }

    @ParameterizedTest
    @MethodSource("probes")
    void writesTheGoldenProbe(Golden golden) {
        assertThat(LossyFormat.probe(golden.number(3), golden.number(4), golden.end()))
                .isEqualTo(golden.bytes());
    }

    @ParameterizedTest
    @MethodSource("probes")
    void readsTheGoldenProbe(Golden golden) {
        assertThat(LossyFormat.read(golden.bytes()))
                .contains(new Probe(golden.number(3), golden.number(4), golden.end()));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void aMessageOfWhichABitIsOtherIsNone(Golden golden) {
        for (int bit = 0; bit < golden.bytes().length * 8; bit++) {
            byte[] other = golden.bytes().clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(LossyFormat.read(other)).as("bit %s", bit).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void aMessageThatIsCutOffIsNoneWhateverItsChecksum(Golden golden) {
        for (int length = 0; length < golden.bytes().length; length++) {
            assertThat(LossyFormat.read(Arrays.copyOf(golden.bytes(), length))).isEmpty();
        }
        for (int length = 0; length < (golden.isRecord() ? 24 : golden.bytes().length - 8); length++) {
            assertThat(LossyFormat.read(sealed(Arrays.copyOf(golden.bytes(), length))))
                    .as("%s bytes", length)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aMessageOfAnotherMagicVersionOrKindIsNoneWhateverItsChecksum(int place) throws IOException {
        byte[] golden = records().findFirst().orElseThrow().bytes();
        byte[] other = Arrays.copyOf(golden, golden.length - 8);
        other[place]++;

        assertThat(LossyFormat.read(sealed(other))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1, 0x2000_0000, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aProbeWithAnotherNumberOfOffsetsThanItSaysIsNone(int partitions) {
        byte[] probe = LossyFormat.probe(1, 2, LogPositions.of(3, 4, 5));
        byte[] other = Arrays.copyOf(probe, probe.length - 8);
        ByteBuffer.wrap(other).putInt(28, partitions);

        assertThat(LossyFormat.read(sealed(other))).isEmpty();
    }

    private static byte[] sealed(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes);
            return ByteBuffer.allocate(bytes.length + 8)
                    .put(bytes)
                    .put(digest, 0, 8)
                    .array();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
