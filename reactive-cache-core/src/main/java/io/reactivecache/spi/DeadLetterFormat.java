package io.reactivecache.spi;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * The bytes of a dead letter in a file, format version 1, big-endian:
 *
 * <pre>
 * 0   2  magic 'R' 'D'
 * 2   1  format version, 1
 * 3   8  node of the token
 * 11  8  sequence of the token
 * 19  8  when it was given up, in milliseconds since 1970
 * 27  4  attempts
 * 31  2  length n of the name of the cache
 * 33  n  the name, UTF-8
 *     2  length m of the name of the failure
 *     m  the name, UTF-8
 *     4  length p of the payload
 *     p  the payload
 *     4  CRC-32C of all bytes before
 * </pre>
 */
final class DeadLetterFormat {

    private static final short MAGIC = 'R' << 8 | 'D';
    private static final byte VERSION = 1;
    private static final int FIXED = 2 + 1 + 8 + 8 + 8 + 4 + 2 + 2 + 4 + 4;
    private static final int SHORT = 0xFFFF;

    private DeadLetterFormat() {}

    static byte[] encode(DeadLetter letter) {
        byte[] cache = letter.cache().getBytes(StandardCharsets.UTF_8);
        byte[] failure = letter.failure().getBytes(StandardCharsets.UTF_8);
        byte[] payload = letter.payload();
        ByteBuffer out = ByteBuffer.allocate(FIXED + cache.length + failure.length + payload.length)
                .putShort(MAGIC)
                .put(VERSION)
                .putLong(letter.token().node())
                .putLong(letter.token().sequence())
                .putLong(letter.at().toEpochMilli())
                .putInt(letter.attempts())
                .putShort((short) cache.length)
                .put(cache)
                .putShort((short) failure.length)
                .put(failure)
                .putInt(payload.length)
                .put(payload);
        return out.putInt(crc(out.array(), out.position())).array();
    }

    /**
     * The letter that was written so.
     *
     * @throws IllegalArgumentException if the bytes are not exactly such a letter
     */
    static DeadLetter decode(byte[] file) {
        try {
            ByteBuffer in = ByteBuffer.wrap(file);
            expect(in.getShort() == MAGIC && in.get() == VERSION);
            Token token = new Token(in.getLong(), in.getLong());
            Instant at = Instant.ofEpochMilli(in.getLong());
            int attempts = in.getInt();
            String cache = text(in);
            String failure = text(in);
            byte[] payload = bytes(in, in.getInt());
            expect(in.remaining() == Integer.BYTES && in.getInt() == crc(file, file.length - Integer.BYTES));
            return new DeadLetter(token, cache, payload, failure, attempts, at);
        } catch (BufferUnderflowException tooShort) {
            throw new IllegalArgumentException("dead letter: too short", tooShort);
        }
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in, in.getShort() & SHORT), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        expect(length >= 0 && length <= in.remaining());
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static void expect(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("dead letter: not of format version " + VERSION);
        }
    }
}
