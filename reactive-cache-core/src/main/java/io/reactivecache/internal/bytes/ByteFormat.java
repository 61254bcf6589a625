package io.reactivecache.internal.bytes;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * One version of a format: two bytes of magic and the version at the beginning, and if it is sealed a CRC-32C of all bytes
 * before at the end; big-endian. What is not exactly so is refused with an {@link IllegalArgumentException} that names the
 * format, and nothing of the bytes.
 */
public final class ByteFormat {

    /** How many bytes are at the beginning of each format. */
    public static final int HEAD = Short.BYTES + 1;

    /** How many bytes are at the end of a sealed one. */
    public static final int SEAL = Integer.BYTES;

    private final String name;
    private final short magic;
    private final byte version;

    /**
     * A format.
     *
     * @param name what is written in it, for messages
     * @param second the second byte of the magic; the first is 'R'
     * @param version from 1
     */
    public ByteFormat(String name, char second, int version) {
        this.name = name;
        this.magic = (short) ('R' << 8 | second);
        this.version = (byte) version;
    }

    /** Room for so many bytes, of which the head is there. */
    public ByteBuffer begun(int size) {
        return ByteBuffer.allocate(size).putShort(magic).put(version);
    }

    /** All bytes that were put, sealed; there is just room for the seal. */
    public static byte[] sealed(ByteBuffer out) {
        return out.putInt(seal(out.array(), out.position())).array();
    }

    /** What a reader makes of bytes; it is given them behind the head. */
    public <T> T read(byte[] bytes, Function<ByteBuffer, T> reader) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            expect(in.getShort() == magic && in.get() == version);
            return reader.apply(in);
        } catch (BufferUnderflowException tooShort) {
            throw new IllegalArgumentException(name + ": too short", tooShort);
        }
    }

    /** Expects nothing but the seal of all that was read. */
    public void expectSeal(ByteBuffer in) {
        int at = in.position();
        expect(in.remaining() == SEAL && in.getInt() == seal(in.array(), at));
    }

    /** The next so many bytes; no room is made for more than there are. */
    public byte[] bytes(ByteBuffer in, int length) {
        expect(length >= 0 && length <= in.remaining());
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** Refuses the bytes unless this holds. */
    public void expect(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": not of format version " + version);
        }
    }

    private static int seal(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
