package io.reactivecache.spi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * One gzip member (RFC 1952): ten bytes of header without optional fields, deflated bytes, CRC-32 and size of the plain
 * bytes, little-endian. {@code GZIPInputStream} would pass over what follows the member, and stop only once all memory is
 * used; here the size at the end is checked before anything is allocated, and then held to.
 */
final class Gzip implements Compression {

    private static final int ID = 2;
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xFF};
    private static final int TRAILER = 2 * Integer.BYTES;

    /** The most bytes that one deflated byte can stand for: a match is 258 bytes long and takes at least two bits. */
    private static final int MAX_RATIO = 258 * Byte.SIZE / 2;

    @Override
    public int id() {
        return ID;
    }

    @Override
    public byte[] compress(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            return deflated(deflater, plain);
        } finally {
            deflater.end();
        }
    }

    private static byte[] deflated(Deflater deflater, byte[] plain) {
        byte[] out = Arrays.copyOf(HEADER, HEADER.length + TRAILER + plain.length / 2 + 64);
        int size = HEADER.length;
        while (!deflater.finished()) {
            if (size == out.length) {
                out = Arrays.copyOf(out, 2 * size);
            }
            size += deflater.deflate(out, size, out.length - size);
        }
        return littleEndian(Arrays.copyOf(out, size + TRAILER))
                .putInt(size, crc(plain))
                .putInt(size + Integer.BYTES, plain.length)
                .array();
    }

    @Override
    public byte[] decompress(byte[] compressed, int maxSize) {
        int deflated = compressed.length - HEADER.length - TRAILER;
        check(deflated > 0 && Arrays.mismatch(HEADER, compressed) == HEADER.length, "header");
        ByteBuffer in = littleEndian(compressed);
        int size = in.getInt(compressed.length - Integer.BYTES);
        check(size >= 0 && size <= maxSize && size / MAX_RATIO <= deflated, "size");
        byte[] plain = inflated(compressed, deflated, new byte[size]);
        check(in.getInt(compressed.length - TRAILER) == crc(plain), "checksum");
        return plain;
    }

    private static byte[] inflated(byte[] compressed, int deflated, byte[] plain) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(compressed, HEADER.length, deflated);
            check(isExactly(inflater, plain), "deflated bytes");
            return plain;
        } catch (DataFormatException malformed) {
            throw new IllegalArgumentException("gzip: malformed (expected: deflated bytes)", malformed);
        } finally {
            inflater.end();
        }
    }

    /** The last call has room for one byte too many: the end of the deflated bytes is only read when there is room. */
    private static boolean isExactly(Inflater inflater, byte[] plain) throws DataFormatException {
        int size = 0;
        int more = 1;
        while (size < plain.length && more > 0) {
            more = inflater.inflate(plain, size, plain.length - size);
            size += more;
        }
        return size == plain.length
                && inflater.inflate(new byte[1]) == 0
                && inflater.finished()
                && inflater.getRemaining() == 0;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int crc(byte[] plain) {
        CRC32 crc = new CRC32();
        crc.update(plain);
        return (int) crc.getValue();
    }

    private static void check(boolean holds, String part) {
        if (!holds) {
            throw new IllegalArgumentException("gzip: malformed (expected: " + part + " as written)");
        }
    }
}
