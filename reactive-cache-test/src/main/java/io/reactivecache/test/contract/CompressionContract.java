package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.spi.Compression;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Compression} promises, as tests. Extend it with the compression under test. */
public abstract class CompressionContract {

    private static final long SEED = 20_261_120;
    private static final int ROUNDS = 20_000;
    private static final int LIMIT = 1 << 20;
    private static final int SLACK = 1 << 20;

    private final Mutations mutations = new Mutations(SEED);
    private final List<byte[]> plains = List.of(
            new byte[0],
            new byte[] {42},
            "one two three ".repeat(100).getBytes(StandardCharsets.UTF_8),
            noise(5_000),
            new byte[100_000]);
    private Compression compression;

    /** For subclasses. */
    protected CompressionContract() {}

    /** The compression under test. */
    protected abstract Compression compression();

    /**
     * Bytes that become a gibibyte if one lets them: such that say so, and such that say they become nothing, or something
     * within a limit of a mebibyte.
     */
    protected abstract List<byte[]> bombs();

    @BeforeEach
    final void makeCompression() {
        compression = compression();
        plains.forEach(plain -> compression.decompress(compression.compress(plain), plain.length));
    }

    @Test
    void itsIdIsInRangeAndConstant() {
        assertThat(compression.id()).isBetween(1, 255).isEqualTo(compression().id());
    }

    @Test
    void whatIsCompressedIsRestored() {
        for (byte[] plain : plains) {
            byte[] copy = plain.clone();
            byte[] compressed = compression.compress(plain);
            byte[] kept = compressed.clone();

            assertThat(compression.decompress(compressed, LIMIT)).isEqualTo(plain);
            assertThat(compression().decompress(compressed, LIMIT)).isEqualTo(plain);
            assertThat(plain).isEqualTo(copy);
            assertThat(compressed).isEqualTo(kept);
        }
    }

    @Test
    void whatRepeatsBecomesSmaller() {
        assertThat(compression.compress(new byte[100_000])).hasSizeLessThan(10_000);
    }

    @Test
    void theLimitIsExact() {
        for (byte[] plain : plains) {
            byte[] compressed = compression.compress(plain);
            assertThat(compression.decompress(compressed, plain.length)).isEqualTo(plain);
            if (plain.length > 0) {
                assertRefused(compressed, plain.length - 1);
                assertRefused(compressed, 0);
            }
        }
    }

    @Test
    void whatIsCutOffIsRefused() {
        for (byte[] plain : plains) {
            byte[] compressed = compression.compress(plain);
            for (int length = 0; length < compressed.length; length++) {
                assertRefused(Arrays.copyOf(compressed, length), LIMIT);
            }
        }
    }

    @Test
    void whatIsFollowedByBytesIsRefused() {
        for (byte[] plain : plains) {
            byte[] compressed = compression.compress(plain);
            for (int more = 1; more < 20; more++) {
                assertRefused(Arrays.copyOf(compressed, compressed.length + more), LIMIT);
            }
            byte[] twice = Arrays.copyOf(compressed, 2 * compressed.length);
            System.arraycopy(compressed, 0, twice, compressed.length, compressed.length);
            assertRefused(twice, LIMIT);
        }
    }

    @Test
    void randomBytesAreBytesOrAnException() {
        for (int round = 0; round < ROUNDS; round++) {
            assertIsBytesOrException(mutations.random(300), LIMIT);
        }
    }

    @Test
    void changedBytesAreBytesOrAnException() {
        List<byte[]> all = plains.stream().map(compression::compress).toList();
        for (int round = 0; round < ROUNDS; round++) {
            assertIsBytesOrException(mutations.of(mutations.any(all), mutations.any(all)), LIMIT);
        }
    }

    @Test
    void aBombIsRefusedInLittleMemory() {
        for (byte[] bomb : bombs()) {
            long before = Allocation.soFar();
            assertRefused(bomb, LIMIT);
            assertThat(Allocation.soFar() - before).isLessThan(LIMIT + SLACK);
        }
    }

    private void assertRefused(byte[] bytes, int maxSize) {
        assertThatThrownBy(() -> compression.decompress(bytes, maxSize)).isInstanceOf(RuntimeException.class);
    }

    private void assertIsBytesOrException(byte[] bytes, int maxSize) {
        long before = Allocation.soFar();
        try {
            assertThat(compression.decompress(bytes, maxSize).length).isLessThanOrEqualTo(maxSize);
        } catch (RuntimeException refused) {
            assertThat(refused).isNotNull();
        }
        assertThat(Allocation.soFar() - before).isLessThan(maxSize + SLACK + 16L * bytes.length);
    }

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new SplittableRandom(SEED).nextBytes(noise);
        return noise;
    }
}
