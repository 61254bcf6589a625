package io.reactivecache.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.Token;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as a record. Its key is the token: node and sequence, 8 bytes each. Its value is a version (1), the time
 * (seconds 8, nanoseconds 4), the attempts (4), and then cache, failure and payload, each behind its length (4). Numbers are
 * big-endian, texts UTF-8.
 */
final class LetterFormat {

    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 2 * Long.BYTES;
    private static final int FIXED_BYTES = 1 + Long.BYTES + 5 * Integer.BYTES;

    private LetterFormat() {}

    static byte[] key(Token token) {
        return ByteBuffer.allocate(KEY_BYTES)
                .putLong(token.node())
                .putLong(token.sequence())
                .array();
    }

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // the seconds are written before
    static byte[] value(DeadLetter letter) {
        byte[] cache = letter.cache().getBytes(UTF_8);
        byte[] failure = letter.failure().getBytes(UTF_8);
        ByteBuffer value = ByteBuffer.allocate(FIXED_BYTES + cache.length + failure.length + letter.payload().length)
                .put(VERSION)
                .putLong(letter.at().getEpochSecond())
                .putInt(letter.at().getNano())
                .putInt(letter.attempts());
        put(value, cache);
        put(value, failure);
        put(value, letter.payload());
        return value.array();
    }

    private static void put(ByteBuffer value, byte[] part) {
        value.putInt(part.length).put(part);
    }

    /** Empty if the key is not one of a letter. */
    static Optional<Token> token(byte @Nullable [] key) {
        if (key == null || key.length != KEY_BYTES) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(key);
        return Optional.of(new Token(bytes.getLong(), bytes.getLong()));
    }

    /** Empty if the value is not one of a letter. */
    static Optional<DeadLetter> letter(Token token, byte[] value) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(value);
            return bytes.get() == VERSION
                    ? Optional.of(letter(token, bytes)).filter(all -> !bytes.hasRemaining())
                    : Optional.empty();
        } catch (BufferUnderflowException | DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static DeadLetter letter(Token token, ByteBuffer bytes) {
        Instant at = Instant.ofEpochSecond(bytes.getLong(), bytes.getInt());
        int attempts = bytes.getInt();
        String cache = new String(part(bytes), UTF_8);
        String failure = new String(part(bytes), UTF_8);
        return new DeadLetter(token, cache, part(bytes), failure, attempts, at);
    }

    private static byte[] part(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] part = new byte[length];
        bytes.get(part);
        return part;
    }
}
