package io.reactivecache.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GzipTest {

    private static final int LIMIT = 1 << 20;

    private final Compression gzip = Compressions.gzip();
    private final byte[] text = "one two three ".repeat(50).getBytes();
    private final byte[] member = gzip.compress(text);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 100_000})
    void anyGzipReadsIt(int size) throws IOException {
        byte[] noise = new byte[size];
        new SplittableRandom(size).nextBytes(noise);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip.compress(noise)))) {
            assertThat(in.readAllBytes()).isEqualTo(noise);
        }
        assertThat(gzip.decompress(gzip.compress(noise), size)).isEqualTo(noise);
    }

    @Test
    void whatFollowsTheMemberIsRefused() {
        refused(Arrays.copyOf(member, member.length + 1));
        refused(Arrays.copyOf(member, member.length + 8));
        ByteBuffer two = ByteBuffer.allocate(2 * member.length).put(member).put(member);
        refused(two.array());
    }

    /** Garbage between the deflated bytes and the checksum, which is still where it belongs. */
    @Test
    void bytesThatNobodyNeedsAreRefused() {
        ByteBuffer padded = ByteBuffer.allocate(member.length + 3)
                .put(member, 0, member.length - 8)
                .put(new byte[3])
                .put(member, member.length - 8, 8);
        refused(padded.array());
    }

    @Test
    void anotherChecksumOrSizeIsRefused() {
        for (int index = member.length - 8; index < member.length; index++) {
            byte[] other = member.clone();
            other[index] ^= 1;
            refused(other);
        }
        refused(withSize(text.length - 1));
        refused(withSize(text.length + 1));
        refused(withSize(-1));
        refused(withSize(0));
    }

    /** The checksum is that of the plain bytes and a zero which nobody wrote. */
    @Test
    void fewerBytesThanTheSizeSaysAreRefused() {
        CRC32 checksum = new CRC32();
        checksum.update(Arrays.copyOf(text, text.length + 1));
        byte[] other = withSize(text.length + 1);
        ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(other.length - 8, (int) checksum.getValue());
        refused(other);
    }

    @Test
    void anotherHeaderIsRefused() throws IOException {
        for (int index = 0; index < 10; index++) {
            byte[] other = member.clone();
            other[index] ^= 1;
            refused(other);
        }
        ByteArrayOutputStream foreign = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(foreign)) {
            out.write(text);
        }
        byte[] named = foreign.toByteArray();
        named[3] = 8;
        refused(named);
    }

    @Test
    void aDeflatedBlockOfAnUnknownTypeIsRefused() {
        byte[] other = member.clone();
        other[10] |= 6;
        refused(other);
    }

    /** A size that so few bytes cannot stand for is not allocated, even if it is within the limit. */
    @Test
    void anImplausibleSizeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gzip.decompress(withSize(1 << 30), Integer.MAX_VALUE))
                .withMessage("gzip: malformed (expected: size as written)");
    }

    @Test
    void moreThanTheLimitIsRefused() {
        assertThat(gzip.decompress(member, text.length)).isEqualTo(text);
        assertThatIllegalArgumentException().isThrownBy(() -> gzip.decompress(member, text.length - 1));
    }

    @Test
    void itsIdIsItsOwn() {
        assertThat(gzip.id()).isEqualTo(2);
        assertThat(Compression.NONE.id()).isZero();
    }

    @Test
    void noCompressionHoldsToTheLimitToo() {
        assertThat(Compression.NONE.decompress(text, text.length)).isEqualTo(text);
        assertThat(Compression.NONE.compress(text)).isEqualTo(text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Compression.NONE.decompress(text, 10))
                .withMessage("plain: 700 bytes (expected: <= 10)");
    }

    private byte[] withSize(int size) {
        byte[] other = member.clone();
        ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(other.length - 4, size);
        return other;
    }

    private void refused(byte[] bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> gzip.decompress(bytes, LIMIT));
    }
}
