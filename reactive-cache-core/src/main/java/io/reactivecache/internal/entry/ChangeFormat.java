package io.reactivecache.internal.entry;

import io.reactivecache.Effect;
import io.reactivecache.InvalidPredicateException;
import io.reactivecache.internal.bytes.ByteFormat;
import io.reactivecache.spi.Token;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The bytes of a record in the log, format version 1, big-endian:
 *
 * <pre>
 * 0   2  magic 'R' 'I'
 * 2   1  format version, 1
 * 3   1  kind: 'K' a key has changed, 'F' a key has changed, with flags, 'W' all entries of a marker have changed, 'T' a key
 *        is fenced by a transaction
 * 4   8  node that wrote it
 * 12  8  sequence of the write on that node
 * 20  2  length n of the name of the cache
 * 22  n  the name, ASCII
 *     1  flags, not of kind 'K': bit 0 the remote tier was not told, bit 1 the key is stale instead of removed; others 0
 *     8  only of kind 'T': how long it lasts, in milliseconds, not less than 0
 *     4  length m of the text
 *     m  the key as it is written down, ASCII; or the marker, UTF-8
 *     4  CRC-32C of all bytes before
 * </pre>
 *
 * <p>A reader that does not know a kind clears its local tier, so it does no harm to add one.
 */
public final class ChangeFormat {

    private static final ByteFormat FORMAT = new ByteFormat("record", 'I', 1);
    private static final byte KEY = 'K';
    private static final byte FLAGGED_KEY = 'F';
    private static final byte WIDE = 'W';
    private static final byte FENCED = 'T';
    private static final int UNTOLD = 1;
    private static final int STALE = 2;
    private static final int LEAST = ByteFormat.HEAD + 1 + 8 + 8 + 2 + 4 + ByteFormat.SEAL;
    private static final byte[] NOTHING = {};

    private ChangeFormat() {}

    public static byte[] encode(Change change) {
        if (change instanceof Change.Fenced fenced) {
            return encode(fenced);
        }
        return change instanceof Change.Wide wide ? encode(wide) : encode((Change.OfKey) change);
    }

    private static byte[] encode(Change.OfKey change) {
        int flags = (change.isClosed() ? 0 : UNTOLD) | (change.effect() == Effect.EXPIRE ? STALE : 0);
        byte[] key = change.key().getBytes(StandardCharsets.US_ASCII);
        return flags == 0
                ? encode(KEY, change, NOTHING, key)
                : encode(FLAGGED_KEY, change, new byte[] {(byte) flags}, key);
    }

    private static byte[] encode(Change.Wide change) {
        byte[] marker = change.marker().encoded().getBytes(StandardCharsets.UTF_8);
        return encode(WIDE, change, new byte[] {(byte) (change.isClosed() ? 0 : UNTOLD)}, marker);
    }

    private static byte[] encode(Change.Fenced change) {
        byte[] more = ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) 0)
                .putLong(change.lasts().toMillis())
                .array();
        return encode(FENCED, change, more, change.key().getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] encode(byte kind, Change change, byte[] more, byte[] text) {
        byte[] cache = change.cache().getBytes(StandardCharsets.US_ASCII);
        int size = LEAST + cache.length + more.length + text.length;
        ByteBuffer out = FORMAT.begun(size).put(kind);
        out.putLong(change.token().node()).putLong(change.token().sequence());
        out.putShort((short) cache.length).put(cache);
        out.put(more).putInt(text.length).put(text);
        return ByteFormat.sealed(out);
    }

    /**
     * The change a record tells of.
     *
     * @throws IllegalArgumentException if the bytes are not exactly such a record
     */
    public static Change decode(byte[] record) {
        return FORMAT.read(record, ChangeFormat::change);
    }

    private static Change change(ByteBuffer in) {
        byte kind = in.get();
        FORMAT.expect(kind == KEY || kind == FLAGGED_KEY || kind == WIDE || kind == FENCED);
        Token token = new Token(in.getLong(), in.getLong());
        String cache = new String(FORMAT.bytes(in, in.getShort() & 0xFFFF), StandardCharsets.US_ASCII);
        int flags = kind == KEY ? 0 : in.get();
        long lasts = kind == FENCED ? in.getLong() : 0;
        byte[] text = FORMAT.bytes(in, in.getInt());
        FORMAT.expectSeal(in);
        return switch (kind) {
            case WIDE -> wide(cache, token, flags, text);
            case FENCED -> fenced(cache, token, flags, lasts, text);
            default -> ofKey(kind, cache, token, flags, text);
        };
    }

    private static Change ofKey(byte kind, String cache, Token token, int flags, byte[] text) {
        FORMAT.expect((flags & ~(UNTOLD | STALE)) == 0 && (kind == FLAGGED_KEY) == (flags != 0));
        Effect effect = (flags & STALE) == 0 ? Effect.REMOVE : Effect.EXPIRE;
        return new Change.OfKey(
                cache, new String(text, StandardCharsets.US_ASCII), token, effect, (flags & UNTOLD) == 0);
    }

    private static Change fenced(String cache, Token token, int flags, long lasts, byte[] text) {
        FORMAT.expect(flags == 0 && lasts >= 0);
        return new Change.Fenced(cache, new String(text, StandardCharsets.US_ASCII), token, Duration.ofMillis(lasts));
    }

    private static Change wide(String cache, Token token, int flags, byte[] text) {
        FORMAT.expect((flags & ~UNTOLD) == 0);
        return new Change.Wide(cache, marker(new String(text, StandardCharsets.UTF_8)), token, flags == 0);
    }

    private static MarkerId marker(String text) {
        try {
            return MarkerId.parse(text);
        } catch (InvalidPredicateException unknown) {
            throw new IllegalArgumentException("record: of a predicate there is not", unknown);
        }
    }
}
