package io.reactivecache.internal.entry;

import io.reactivecache.spi.Token;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The bytes of a record in the log, format version 1, big-endian:
 *
 * <pre>
 * 0   2  magic 'R' 'I'
 * 2   1  format version, 1
 * 3   1  kind: 'K' a key has changed
 * 4   8  node that wrote it
 * 12  8  sequence of the write on that node
 * 20  2  length n of the name of the cache
 * 22  n  the name, ASCII
 *     4  length m of the key
 *     m  the key as it is written down, ASCII
 *     4  CRC-32C of all bytes before
 * </pre>
 */
public final class ChangeFormat {

    private static final short MAGIC = 'R' << 8 | 'I';
    private static final byte VERSION = 1;
    private static final byte KEY = 'K';
    private static final int FIXED = 2 + 1 + 1 + 8 + 8 + 2 + 4 + 4;

    private ChangeFormat() {}

    public static byte[] encode(Change change) {
        byte[] cache = change.cache().getBytes(StandardCharsets.US_ASCII);
        byte[] key = change.key().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(FIXED + cache.length + key.length)
                .putShort(MAGIC)
                .put(VERSION)
                .put(KEY)
                .putLong(change.token().node())
                .putLong(change.token().sequence())
                .putShort((short) cache.length)
                .put(cache)
                .putInt(key.length)
                .put(key);
        return out.putInt(crc(out.array(), out.position())).array();
    }

    /**
     * The change a record tells of.
     *
     * @throws IllegalArgumentException if the bytes are not exactly such a record
     */
    public static Change decode(byte[] record) {
        try {
            ByteBuffer in = ByteBuffer.wrap(record);
            expect(in.getShort() == MAGIC && in.get() == VERSION && in.get() == KEY);
            Token token = new Token(in.getLong(), in.getLong());
            String cache = text(in, in.getShort() & 0xFFFF);
            String key = text(in, in.getInt());
            expect(in.remaining() == Integer.BYTES && in.getInt() == crc(record, record.length - Integer.BYTES));
            return new Change(cache, key, token);
        } catch (BufferUnderflowException tooShort) {
            throw new IllegalArgumentException("record: too short", tooShort);
        }
    }

    private static String text(ByteBuffer in, int length) {
        expect(length >= 0 && length <= in.remaining());
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static void expect(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("record: not of format version " + VERSION);
        }
    }
}
