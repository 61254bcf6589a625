package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactivecache.Position;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Token;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryFormatTest {

    private static final long GENERATION = 0x0F0F_0F0F_0F0F_0F0FL;
    private static final long CREATED = 1_700_000_000_123L;
    private static final Position STAMP = new Position(0x0123_4567_89AB_CDEFL, 7, 0x1_0000_0002L);
    private static final Token TOKEN = new Token(0x1122_3344_5566_7788L, 42);
    private static final StoredEntry ENTRY = new StoredEntry(
            STAMP,
            Duration.ZERO,
            Duration.ofMinutes(5),
            Duration.ofMillis(250),
            200,
            513,
            "value".getBytes(StandardCharsets.UTF_8));

    private final EntryFormat format = new EntryFormat(GENERATION);

    @Test
    void aValueIsWrittenAsInTheGoldenFile() throws IOException {
        assertThat(format.value(ENTRY, CREATED)).isEqualTo(golden("value-v1.hex"));
    }

    @Test
    void theGoldenValueIsRead() throws IOException {
        assertThat(format.read(golden("value-v1.hex"))).isInstanceOfSatisfying(Stored.Value.class, this::assertGolden);
    }

    private void assertGolden(Stored.Value value) {
        assertThat(value.stamp()).isEqualTo(STAMP);
        assertThat(value.created()).isEqualTo(CREATED);
        assertThat(value.ttl()).isEqualTo(300_000);
        assertThat(value.loadTime()).isEqualTo(250);
        assertThat(value.codec()).isEqualTo(200);
        assertThat(value.schema()).isEqualTo(513);
        assertThat(value.payload()).isEqualTo(ENTRY.payload());
    }

    @ParameterizedTest
    @CsvSource({"closed-v1.hex, false", "contended-v1.hex, true"})
    void marksAreThoseOfTheGoldenFiles(String file, boolean contended) throws IOException {
        assertThat(format.closed(TOKEN, contended)).isEqualTo(golden(file));
        assertThat(format.read(golden(file))).isEqualTo(new Stored.Closed(TOKEN, contended));
    }

    @Test
    void tombstonesAreThoseOfTheGoldenFile() throws IOException {
        assertThat(format.tombstone(STAMP)).isEqualTo(golden("tombstone-v1.hex"));
        assertThat(format.read(golden("tombstone-v1.hex")))
                .isEqualTo(new Stored.Tombstone(STAMP.epoch(), STAMP.offset()));
    }

    @Test
    void anotherGenerationReadsAnotherEpoch() throws IOException {
        Stored.Value value = (Stored.Value) new EntryFormat(GENERATION + 1).read(golden("value-v1.hex"));
        assertThat(value.stamp().epoch()).isNotEqualTo(STAMP.epoch());
        assertThat(value.stamp().offset()).isEqualTo(STAMP.offset());
    }

    @Test
    void everySingleBitOfAValueMatters() throws IOException {
        byte[] golden = golden("value-v1.hex");
        for (int bit = 0; bit < golden.length * 8; bit++) {
            byte[] flipped = golden.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(format.read(flipped)).as("bit %d", bit).isEqualTo(Stored.DAMAGED);
        }
    }

    @Test
    void aHundredThousandMutationsAreTheExactValueOrDamaged() throws IOException {
        byte[] golden = golden("value-v1.hex");
        SplittableRandom random = new SplittableRandom(20261120);
        for (int i = 0; i < 100_000; i++) {
            byte[] mutated = mutate(golden, random);
            Stored read = format.read(mutated);
            if (Arrays.equals(mutated, golden)) {
                assertThat(read).isInstanceOfSatisfying(Stored.Value.class, this::assertGolden);
            } else {
                assertThat(read).isEqualTo(Stored.DAMAGED);
            }
        }
    }

    private static byte[] mutate(byte[] golden, SplittableRandom random) {
        byte[] mutated = golden.clone();
        switch (random.nextInt(4)) {
            case 0 -> mutated = Arrays.copyOf(golden, random.nextInt(golden.length * 2));
            case 1 -> mutated = Arrays.copyOfRange(golden, random.nextInt(golden.length), golden.length);
            case 2 -> mutated[random.nextInt(golden.length)] = (byte) random.nextInt();
            default -> {
                for (int changes = random.nextInt(20); changes >= 0; changes--) {
                    mutated[random.nextInt(golden.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return mutated;
    }

    /** Bytes that a faulty or later writer could leave, checksum included. */
    @ParameterizedTest
    @CsvSource({
        "2, 2, another version",
        "3, 88, another kind",
        "24, -128, created before 1970",
        "32, -128, a negative ttl",
        "33, 127, an endless ttl",
        "40, -128, a negative load time",
        "45, 1, a compression",
        "48, 1, a flag",
        "50, 1, a tag"
    })
    void whatThisVersionDoesNotKnowIsDamaged(int index, byte octet, String what) throws IOException {
        byte[] foreign = golden("value-v1.hex");
        foreign[index] = octet;
        assertThat(format.read(sealed(foreign))).as(what).isEqualTo(Stored.DAMAGED);
    }

    @Test
    void aTtlOfZeroIsDamaged() throws IOException {
        byte[] foreign = golden("value-v1.hex");
        Arrays.fill(foreign, 32, 40, (byte) 0);
        assertThat(format.read(sealed(foreign))).isEqualTo(Stored.DAMAGED);
    }

    private static byte[] sealed(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length - 4);
        return ByteBuffer.wrap(bytes)
                .putInt(bytes.length - 4, (int) checksum.getValue())
                .array();
    }

    @ParameterizedTest
    @CsvSource({"closed-v1.hex", "tombstone-v1.hex"})
    void marksAndTombstonesOfAnotherLengthAreDamaged(String file) throws IOException {
        byte[] golden = golden(file);
        for (int length = 0; length < 2 * golden.length; length++) {
            if (length != golden.length) {
                assertThat(format.read(Arrays.copyOf(golden, length))).isEqualTo(Stored.DAMAGED);
            }
        }
    }

    @Test
    void aMarkWithAnUnknownFlagIsDamaged() throws IOException {
        byte[] mark = golden("closed-v1.hex");
        for (int flag : new int[] {2, 3, 127, -1, -128}) {
            mark[20] = (byte) flag;
            assertThat(format.read(mark)).isEqualTo(Stored.DAMAGED);
        }
    }

    @Test
    void anEmptyPayloadAndExtremeNumbersAreKept() {
        StoredEntry extreme = new StoredEntry(
                new Position(-1, Integer.MAX_VALUE, -1),
                Duration.ZERO,
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE),
                255,
                65_535,
                new byte[0]);
        assertThat(format.read(format.value(extreme, 0))).isInstanceOfSatisfying(Stored.Value.class, value -> {
            assertThat(value.stamp()).isEqualTo(extreme.stamp());
            assertThat(value.ttl()).isEqualTo(Millis.LONGEST);
            assertThat(value.loadTime()).isEqualTo(Integer.MAX_VALUE);
            assertThat(value.codec()).isEqualTo(255);
            assertThat(value.schema()).isEqualTo(65_535);
            assertThat(value.payload()).isEmpty();
        });
    }

    @Test
    void idsOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> format.value(with(256, 0), 0))
                .withMessage("codec: 256 (expected: 0 to 255)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> format.value(with(0, -1), 0))
                .withMessage("schema: -1 (expected: 0 to 65535)");
    }

    private static StoredEntry with(int codec, int schema) {
        return new StoredEntry(STAMP, Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO, codec, schema, new byte[0]);
    }

    private static byte[] golden(String file) throws IOException {
        try (InputStream in = EntryFormatTest.class.getResourceAsStream(file)) {
            return HexFormat.of()
                    .parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", ""));
        }
    }
}
