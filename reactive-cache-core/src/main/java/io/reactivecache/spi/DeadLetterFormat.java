package io.reactivecache.spi;

import io.reactivecache.internal.bytes.ByteFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

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

    private static final ByteFormat FORMAT = new ByteFormat("dead letter", 'D', 1);
    private static final int FIXED = ByteFormat.HEAD + 8 + 8 + 8 + 4 + 2 + 2 + 4 + ByteFormat.SEAL;
    private static final int SHORT = 0xFFFF;

    private DeadLetterFormat() {}

    static byte[] encode(DeadLetter letter) {
        byte[] cache = letter.cache().getBytes(StandardCharsets.UTF_8);
        byte[] failure = letter.failure().getBytes(StandardCharsets.UTF_8);
        byte[] payload = letter.payload();
        ByteBuffer out = FORMAT.begun(FIXED + cache.length + failure.length + payload.length)
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
        return ByteFormat.sealed(out);
    }

    /**
     * The letter that was written so.
     *
     * @throws IllegalArgumentException if the bytes are not exactly such a letter
     */
    static DeadLetter decode(byte[] file) {
        return FORMAT.read(file, DeadLetterFormat::letter);
    }

    private static DeadLetter letter(ByteBuffer in) {
        Token token = new Token(in.getLong(), in.getLong());
        Instant at = Instant.ofEpochMilli(in.getLong());
        int attempts = in.getInt();
        String cache = text(in);
        String failure = text(in);
        byte[] payload = FORMAT.bytes(in, in.getInt());
        FORMAT.expectSeal(in);
        return new DeadLetter(token, cache, payload, failure, attempts, at);
    }

    private static String text(ByteBuffer in) {
        return new String(FORMAT.bytes(in, in.getShort() & SHORT), StandardCharsets.UTF_8);
    }
}
