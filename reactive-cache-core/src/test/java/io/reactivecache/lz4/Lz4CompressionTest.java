package io.reactivecache.lz4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Lz4CompressionTest {

    private final Lz4Compression lz4 = Lz4Compression.create();
    private final byte[] text = "one two three ".repeat(50).getBytes();
    private final byte[] block = lz4.compress(text);

    @Test
    void theSizeStandsInFront() {
        assertThat(lz4.id()).isEqualTo(1);
        assertThat(ByteBuffer.wrap(block).getInt()).isEqualTo(text.length);
        assertThat(block).hasSizeLessThan(text.length / 10);
        assertThat(lz4.decompress(block, text.length)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 0, 1, 699, 701, 5_000})
    void anotherSizeIsRefused(int size) {
        byte[] lying = block.clone();
        ByteBuffer.wrap(lying).putInt(size);
        assertThatThrownBy(() -> lz4.decompress(lying, 10_000)).isInstanceOf(RuntimeException.class);
    }

    /** A size that so few bytes cannot stand for is not allocated, even if it is within the limit. */
    @ParameterizedTest
    @ValueSource(ints = {1 << 30, -1, Integer.MIN_VALUE})
    void anImplausibleSizeIsRefused(int size) {
        byte[] lying = block.clone();
        ByteBuffer.wrap(lying).putInt(size);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lz4.decompress(lying, Integer.MAX_VALUE))
                .withMessage("lz4: malformed (expected: size of the block's content as written)");
    }

    @Test
    void moreThanTheLimitIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> lz4.decompress(block, text.length - 1));
    }

    @Test
    void whatIsCutOffOrFollowedIsRefused() {
        for (int length = 0; length < block.length; length++) {
            byte[] cut = Arrays.copyOf(block, length);
            assertThatThrownBy(() -> lz4.decompress(cut, 10_000)).isInstanceOf(RuntimeException.class);
        }
        assertThatThrownBy(() -> lz4.decompress(Arrays.copyOf(block, block.length + 1), 10_000))
                .isInstanceOf(RuntimeException.class);
    }
}
