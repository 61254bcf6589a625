package io.reactivecache.lz4;

import io.reactivecache.spi.Compression;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * LZ4: the size of the plain bytes, four bytes big-endian, and one block of LZ4. Fast, and larger than gzip. In pure Java,
 * with bounds checked on every access: neither native code nor {@code Unsafe} reads what a store answered.
 *
 * <p>A block says by itself neither how long it is nor whether it arrived as it was written; the size in front catches a
 * block that is cut off, and a store that keeps a checksum of the whole entry catches the rest.
 */
public final class Lz4Compression implements Compression {

    private static final int ID = 1;
    private static final int HEAD = Integer.BYTES;

    /** The most bytes that one byte of a block can stand for: each byte of a length adds at most this many. */
    private static final long MAX_RATIO = 255;

    private final LZ4Compressor compressor;
    private final LZ4SafeDecompressor decompressor;

    private Lz4Compression(LZ4Factory factory) {
        this.compressor = factory.fastCompressor();
        this.decompressor = factory.safeDecompressor();
    }

    /** The compression. */
    public static Lz4Compression create() {
        return new Lz4Compression(LZ4Factory.safeInstance());
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public byte[] compress(byte[] plain) {
        byte[] out = new byte[HEAD + compressor.maxCompressedLength(plain.length)];
        ByteBuffer.wrap(out).putInt(plain.length);
        int size = compressor.compress(plain, 0, plain.length, out, HEAD, out.length - HEAD);
        return Arrays.copyOf(out, HEAD + size);
    }

    @Override
    public byte[] decompress(byte[] compressed, int maxSize) {
        int block = compressed.length - HEAD;
        check(block > 0, "size and block");
        int size = ByteBuffer.wrap(compressed).getInt();
        check(size >= 0 && size <= maxSize && size <= block * MAX_RATIO, "size of the block's content");
        byte[] plain = new byte[size];
        check(decompressor.decompress(compressed, HEAD, block, plain, 0, size) == size, "size of the block's content");
        return plain;
    }

    private static void check(boolean holds, String part) {
        if (!holds) {
            throw new IllegalArgumentException("lz4: malformed (expected: " + part + " as written)");
        }
    }
}
