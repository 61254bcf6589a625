package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.Codec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Codec} promises, as tests. Extend it with the codec under test and some values. */
public abstract class CodecContract<V> {

    private static final long SEED = 20_261_120;
    private static final int ROUNDS = 20_000;
    private static final int MOST_RANDOM = 300;

    private final Mutations mutations = new Mutations(SEED);
    private Codec<V> codec;
    private List<V> values;

    /** For subclasses. */
    protected CodecContract() {}

    /** The codec under test. */
    protected abstract Codec<V> codec();

    /** Values of many kinds, two or more, none equal to another. */
    protected abstract List<V> values();

    /**
     * What decoding so many bytes may allocate, exceptions included. Defaults to a mebibyte and 64 times the bytes.
     *
     * @param length the number of bytes
     */
    protected long allocationLimit(int length) {
        return (1 << 20) + 64L * length;
    }

    @BeforeEach
    final void makeCodec() {
        codec = codec();
        values = values();
        values.forEach(value -> codec.decode(codec.encode(value)));
    }

    @Test
    void itsNumbersAreInTheirRangesAndConstant() {
        assertThat(codec.id()).isBetween(0, 255).isEqualTo(codec().id());
        assertThat(codec.schema()).isBetween(0, 65_535).isEqualTo(codec().schema());
        assertThat(codec.fingerprint()).isEqualTo(codec().fingerprint());
    }

    @Test
    void whatIsEncodedIsDecodedToAnEqualValue() {
        values.forEach(value ->
                assertThat(isEqual(codec.decode(codec.encode(value)), value)).isTrue());
    }

    @Test
    void anotherInstanceDecodesIt() {
        values.forEach(value ->
                assertThat(isEqual(codec().decode(codec.encode(value)), value)).isTrue());
    }

    @Test
    void decodingLeavesTheBytesAsTheyAre() {
        for (V value : values) {
            byte[] bytes = codec.encode(value);
            byte[] copy = bytes.clone();
            codec.decode(bytes);
            assertThat(bytes).isEqualTo(copy);
        }
    }

    @Test
    void encodedBytesBelongToTheCaller() {
        for (V value : values) {
            byte[] expected = codec.encode(value).clone();
            Arrays.fill(codec.encode(value), (byte) 0xA5);
            assertThat(codec.encode(value)).isEqualTo(expected);
        }
    }

    @Test
    void decodedValuesKeepNothingOfTheBytes() {
        for (V value : values) {
            byte[] bytes = codec.encode(value);
            V decoded = codec.decode(bytes);
            Arrays.fill(bytes, (byte) 0xA5);
            assertThat(isEqual(decoded, value)).isTrue();
        }
    }

    @Test
    void differentValuesHaveDifferentBytes() {
        List<byte[]> all = values.stream().map(codec::encode).toList();

        assertThat(all.stream().map(Arrays::hashCode).distinct()).hasSameSizeAs(values);
    }

    @Test
    void aValueFollowedByBytesIsNotThatValue() {
        for (V value : values) {
            byte[] bytes = codec.encode(value);
            for (int octet = 0; octet < 256; octet++) {
                byte[] followed = Arrays.copyOf(bytes, bytes.length + 1);
                followed[bytes.length] = (byte) octet;
                assertIsNot(value, followed);
            }
        }
    }

    @Test
    void aValueThatIsCutOffIsNotThatValue() {
        for (V value : values) {
            byte[] bytes = codec.encode(value);
            for (int length = 0; length < bytes.length; length++) {
                assertIsNot(value, Arrays.copyOf(bytes, length));
            }
        }
    }

    @Test
    void randomBytesAreAValueOrAnException() {
        for (int round = 0; round < ROUNDS; round++) {
            assertIsValueOrException(mutations.random(MOST_RANDOM), round);
        }
    }

    @Test
    void changedBytesAreAValueOrAnException() {
        List<byte[]> all = values.stream().map(codec::encode).toList();
        for (int round = 0; round < ROUNDS; round++) {
            assertIsValueOrException(mutations.of(mutations.any(all), mutations.any(all)), round);
        }
    }

    private void assertIsValueOrException(byte[] bytes, int round) {
        long before = Allocation.soFar();
        Object decoded = decoded(bytes);
        long allocated = Allocation.soFar() - before;
        assertThat(decoded).as("round %d", round).isNotNull();
        assertThat(allocated)
                .as("bytes allocated in round %d", round)
                .isLessThanOrEqualTo(allocationLimit(bytes.length));
    }

    private void assertIsNot(V value, byte[] bytes) {
        assertThat(isEqual(decoded(bytes), value)).isFalse();
    }

    /** The value, or the exception in its place. */
    private Object decoded(byte[] bytes) {
        try {
            return codec.decode(bytes);
        } catch (RuntimeException refused) {
            return refused;
        }
    }

    private static boolean isEqual(Object one, Object other) {
        return Objects.deepEquals(one, other);
    }
}
