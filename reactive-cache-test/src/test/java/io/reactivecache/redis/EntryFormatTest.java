package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.spi.Payload;
import io.reactivecache.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryFormatTest {

    private final EntryFormat format = new EntryFormat(Golden.GENERATION);

    @Test
    void anotherGenerationReadsAnotherEpoch() {
        Stored.Value value = (Stored.Value) new EntryFormat(Golden.GENERATION + 1).read(Golden.bytes("v1-value"));
        assertThat(value.stamp().epoch()).isNotEqualTo(Golden.STAMP.epoch());
        assertThat(value.stamp().offset()).isEqualTo(Golden.STAMP.offset());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1-value", "v1-value-tagged", "v1-value-compressed", "v1-absence"})
    void everySingleBitOfAValueMatters(String name) {
        byte[] golden = Golden.bytes(name);
        for (int bit = 0; bit < golden.length * 8; bit++) {
            byte[] flipped = golden.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(format.read(flipped)).as("bit %d", bit).isEqualTo(Stored.DAMAGED);
        }
    }

    /** Bytes that a faulty or later writer could leave, checksum included. */
    @ParameterizedTest
    @CsvSource({
        "2, 2, another version",
        "3, 88, another kind",
        "24, -128, created before 1970",
        "32, -128, a negative ttl",
        "33, 127, an endless ttl",
        "40, -128, a negative time for which it is fresh",
        "45, 5, fresh for longer than the ttl",
        "48, -128, a negative load time",
        "60, 1, an absence with a payload",
        "60, 2, an unknown flag",
        "60, 3, an absence with an unknown flag",
        "60, -128, another unknown flag",
        "61, -128, extras larger than everything",
        "62, 0, no extras",
        "62, 2, extras without a number of tags",
        "62, 4, extras with a byte too many",
        "63, 1, a validator larger than the extras",
        "64, 1, a validator in place of the number of tags",
        "65, 1, a tag without a size"
    })
    void whatThisVersionDoesNotKnowIsDamaged(int index, byte octet, String what) {
        byte[] foreign = Golden.bytes("v1-value");
        foreign[index] = octet;
        assertThat(format.read(Golden.sealed(foreign))).as(what).isEqualTo(Stored.DAMAGED);
    }

    @ParameterizedTest
    @CsvSource({"52, a codec", "53, a compression", "55, a schema", "59, a fingerprint"})
    void anAbsenceHasNothingOfAPayload(int index, String what) {
        byte[] foreign = Golden.bytes("v1-absence");
        foreign[index] = 1;
        assertThat(format.read(Golden.sealed(foreign))).as(what).isEqualTo(Stored.DAMAGED);

        byte[] flagged = Golden.bytes("v1-absence");
        flagged[60] = 3;
        assertThat(format.read(Golden.sealed(flagged))).isEqualTo(Stored.DAMAGED);

        byte[] followed = Golden.bytes("v1-absence");
        assertThat(format.read(Golden.sealed(Arrays.copyOf(followed, followed.length + 1))))
                .isEqualTo(Stored.DAMAGED);
    }

    @Test
    void aTtlOfZeroIsDamaged() {
        byte[] foreign = Golden.bytes("v1-value");
        Arrays.fill(foreign, 32, 48, (byte) 0);
        assertThat(format.read(Golden.sealed(foreign))).isEqualTo(Stored.DAMAGED);
    }

    /** Validator and tags in hexadecimal, as they could be but never are written. */
    @ParameterizedTest
    @CsvSource({
        "0001 ff 00, a validator that is not UTF-8",
        "0002 c080 00, a validator of an overlong zero",
        "0000 01 01 80, a tag that is not UTF-8",
        "0000 01 03 eda080, a tag of a surrogate",
        "0000 01 02 61, a tag that is cut off",
        "0000 02 01 61, a tag that is missing",
        "0000 02 01 61 01 61, a tag twice",
        "0000 02 01 62 01 61, tags in another order",
        "0000 01 01 61 00, a byte after the tags",
        "0001, a validator that is missing",
        "00, half a size"
    })
    void extrasOfAnotherFormAreDamaged(String extras, String what) {
        byte[] foreign = HexFormat.of().parseHex(extras.replace(" ", ""));
        assertThat(format.read(withExtras(foreign))).as(what).isEqualTo(Stored.DAMAGED);
    }

    @Test
    void moreTagsOrALongerValidatorThanAllowedAreDamaged() {
        byte[] tags = new byte[3 + 65 * 2];
        tags[2] = 65;
        for (int i = 0; i < 65; i++) {
            tags[3 + 2 * i] = 1;
            tags[4 + 2 * i] = (byte) ('0' + i);
        }
        byte[] fewer = Arrays.copyOf(tags, tags.length - 2);
        fewer[2] = 64;
        assertThat(format.read(withExtras(fewer))).isInstanceOf(Stored.Value.class);
        assertThat(format.read(withExtras(tags))).isEqualTo(Stored.DAMAGED);

        byte[] validator = ByteBuffer.allocate(3 + 1025).putShort((short) 1025).array();
        Arrays.fill(validator, 2, 1027, (byte) 'v');
        assertThat(format.read(withExtras(validator))).isEqualTo(Stored.DAMAGED);
    }

    private static byte[] withExtras(byte[] extras) {
        byte[] golden = Golden.bytes("v1-value");
        ByteBuffer out = ByteBuffer.allocate(golden.length - 3 + extras.length);
        out.put(golden, 0, 61).putShort((short) extras.length).put(extras).put(golden, 66, golden.length - 66);
        return Golden.sealed(out.array());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1-closed", "v1-tombstone"})
    void marksAndTombstonesOfAnotherLengthAreDamaged(String name) {
        byte[] golden = Golden.bytes(name);
        for (int length = 0; length < 2 * golden.length; length++) {
            if (length != golden.length) {
                assertThat(format.read(Arrays.copyOf(golden, length))).isEqualTo(Stored.DAMAGED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1-value", "v1-absence"})
    void aValueThatIsCutOffIsDamagedWhateverItsChecksum(String name) {
        byte[] golden = Golden.bytes(name);
        for (int length = 0; length < golden.length; length++) {
            assertThat(format.read(Arrays.copyOf(golden, length))).isEqualTo(Stored.DAMAGED);
        }
        for (int length = 4; length < 70; length++) {
            assertThat(format.read(Golden.sealed(Arrays.copyOf(golden, length))))
                    .isEqualTo(Stored.DAMAGED);
        }
    }

    @Test
    void aMarkWithAnUnknownFlagIsDamaged() {
        byte[] mark = Golden.bytes("v1-closed");
        for (int flag : new int[] {4, 5, 127, -1, -128}) {
            mark[20] = (byte) flag;
            assertThat(format.read(mark)).isEqualTo(Stored.DAMAGED);
        }
    }

    @Test
    void extremesAreKept() {
        Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
        Set<String> tags = IntStream.range(0, StoredEntry.MAX_TAGS)
                .mapToObj(i -> "%03d".formatted(i) + "t".repeat(StoredEntry.MAX_TAG_BYTES - 3))
                .collect(Collectors.toSet());
        Optional<String> validator = Optional.of("é".repeat(StoredEntry.MAX_VALIDATOR_BYTES / 2));
        Payload payload = new Payload(255, 255, 65_535, -1, new byte[0]);
        StoredEntry extreme = new StoredEntry(
                new Position(-1, Integer.MAX_VALUE, -1),
                Duration.ZERO,
                ages,
                ages,
                ages,
                tags,
                validator,
                Optional.of(payload));
        assertThat(format.read(format.value(extreme, 0))).isInstanceOfSatisfying(Stored.Value.class, value -> {
            assertThat(value.stamp()).isEqualTo(extreme.stamp());
            assertThat(value.times()).isEqualTo(new Stored.Times(0, Millis.LONGEST, Millis.LONGEST, Integer.MAX_VALUE));
            assertThat(value.at(0).tags()).isEqualTo(tags);
            assertThat(value.at(0).validator()).isEqualTo(validator);
            assertThat(value.payload()).usingRecursiveComparison().isEqualTo(Optional.of(payload));
        });
    }

    @Test
    void loadTimesAreKeptToTheMicrosecond() {
        assertThat(loadTimeOf(Duration.ofNanos(1_999))).isEqualTo(1);
        assertThat(loadTimeOf(Duration.ofSeconds(-1))).isZero();
        assertThat(loadTimeOf(Duration.ofSeconds(2_147))).isEqualTo(2_147_000_000);
        assertThat(loadTimeOf(Duration.ofSeconds(2_148))).isEqualTo(Integer.MAX_VALUE);
    }

    private int loadTimeOf(Duration time) {
        Duration second = Duration.ofSeconds(1);
        StoredEntry entry = new StoredEntry(
                Golden.STAMP, Duration.ZERO, second, second, time, Set.of(), Optional.empty(), Optional.empty());
        return ((Stored.Value) format.read(format.value(entry, 0))).times().loadMicros();
    }
}
