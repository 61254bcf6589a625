package io.reactivecache.test.codec;

import io.reactivecache.lz4.Lz4Compression;
import io.reactivecache.spi.Compression;
import io.reactivecache.spi.Compressions;
import io.reactivecache.test.contract.CompressionContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;

/** Every compression of the library keeps the contract. */
class CompressionsTest {

    private static final int GIBIBYTE = 1 << 30;

    @Nested
    class Lz4 extends CompressionContract {

        @Override
        protected Compression compression() {
            return Lz4Compression.create();
        }

        @Override
        protected List<byte[]> bombs() {
            return List.of(zeros(GIBIBYTE), zeros(0), zeros(1 << 20), zeros(-1), zeros(Integer.MAX_VALUE));
        }

        /** A block of one zero and a match as long as a gibibyte, which says it is of another size. */
        private byte[] zeros(int claimed) {
            ByteBuffer block = ByteBuffer.allocate(4 + 4 + GIBIBYTE / 255 + 8);
            block.putInt(claimed).put((byte) 0x1F).put((byte) 0).put((byte) 1).put((byte) 0);
            Arrays.fill(block.array(), 8, block.capacity() - 8, (byte) 0xFF);
            block.position(block.capacity() - 8);
            return block.put((byte) 0).put((byte) 0x50).put(new byte[5]).array();
        }
    }

    @Nested
    class Gzip extends CompressionContract {

        @Override
        protected Compression compression() {
            return Compressions.gzip();
        }

        @Override
        protected List<byte[]> bombs() {
            byte[] honest = zeros();
            return List.of(honest, claiming(honest, 0), claiming(honest, 1 << 20), claiming(honest, -1));
        }

        private byte[] claiming(byte[] honest, int size) {
            byte[] lying = honest.clone();
            ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(lying.length - 4, size);
            return lying;
        }

        /** A gibibyte of zeros, as gzip. */
        private byte[] zeros() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] mebibyte = new byte[1 << 20];
            try (GZIPOutputStream out = new Fast(bytes)) {
                for (int written = 0; written < GIBIBYTE; written += mebibyte.length) {
                    out.write(mebibyte);
                }
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return bytes.toByteArray();
        }
    }

    private static final class Fast extends GZIPOutputStream {
        Fast(ByteArrayOutputStream bytes) throws IOException {
            super(bytes, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
