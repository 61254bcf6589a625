package io.reactivecache.redis;

import io.reactivecache.Position;
import io.reactivecache.spi.Payload;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Token;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The bytes under a key, version 1. All numbers are big-endian, all times milliseconds unless said otherwise.
 *
 * <pre>
 * bytes     every kind
 *  0 -  1   'R' 'C'
 *  2        version, 1
 *  3        kind: 'V' value, 'C' closed, 'T' tombstone
 *
 *           value                                     closed                    tombstone
 *  4 - 11   epoch of the stamp, mixed                 4 - 19  token             epoch of the position, mixed
 * 12 - 19   offset of the stamp                       20      flags: bit 0 =    offset of the position
 * 20 - 23   partition of the stamp                    contended, bit 1 = held   (end)
 * 24 - 31   created, on the clock of Redis
 * 32 - 39   ttl, counted from then
 * 40 - 47   time for which it is fresh, counted from then, 0 to ttl
 * 48 - 51   load time in microseconds, 31 bits
 * 52        codec
 * 53        compression, 0 = none
 * 54 - 55   schema
 * 56 - 59   fingerprint
 * 60        flags: bit 0 = absence, 52 - 59 are 0 then and there is no payload; the others are 0
 * 61 - 62   size x of the extras, 3 or more
 * 63 - ...  extras: 2 bytes size of the validator (0 = none), its UTF-8; 1 byte number of tags; of each tag, in ascending
 *           order, 1 byte size, its UTF-8
 * 63+x - .. payload
 * n-4 - n-1 CRC32C of all bytes before it
 * </pre>
 *
 * <p>The scripts look at bytes 0 to 20 and at whether there are enough for a value. An epoch is <em>mixed</em> with the
 * generation of the Redis that holds it, by exclusive or: what an earlier generation wrote reads as of an epoch nobody
 * knows. Golden files hold the format to its bytes: once released, a change of one of them needs another version.
 */
final class EntryFormat {

    private static final byte[] MAGIC_AND_VERSION = {'R', 'C', 1};
    private static final int HEAD = 4;
    private static final int VALUE_HEAD = 63;
    private static final int CHECKSUM = Integer.BYTES;
    private static final byte ABSENCE = 1;
    private static final byte CONTENDED = 1;
    private static final byte HELD = 2;
    private static final Duration LONGEST_LOAD = Duration.of(Integer.MAX_VALUE, ChronoUnit.MICROS);
    private static final Payload NO_PAYLOAD = new Payload(0, 0, 0, 0, new byte[0]);
    private static final int CLOSED_SIZE = 21;
    private static final int TOMBSTONE_SIZE = 20;

    private final long generation;

    /**
     * The format on one Redis.
     *
     * @param generation identifies one unbroken life of its memory
     */
    EntryFormat(long generation) {
        this.generation = generation;
    }

    /** The bytes of a value. */
    byte[] value(StoredEntry entry, long created) {
        Payload payload = entry.payload().orElse(NO_PAYLOAD);
        byte[] extras = Extras.of(entry).bytes();
        ByteBuffer out = head('V', VALUE_HEAD + extras.length + payload.bytes().length + CHECKSUM);
        position(out, entry.stamp()).putInt(entry.stamp().partition());
        out.putLong(created).putLong(Millis.of(entry.ttl())).putLong(Millis.of(entry.freshFor()));
        out.putInt(micros(entry.loadTime()));
        out.put((byte) payload.codec()).put((byte) payload.compression());
        out.putShort((short) payload.schema()).putInt(payload.fingerprint());
        out.put(entry.payload().isEmpty() ? ABSENCE : 0);
        out.putShort((short) extras.length).put(extras).put(payload.bytes());
        return out.putInt(checksum(out.array())).array();
    }

    /** The bytes of the mark of a write. */
    byte[] closed(Token token, boolean contended, boolean held) {
        return head('C', CLOSED_SIZE)
                .put(token(token))
                .put((byte) ((contended ? CONTENDED : 0) | (held ? HELD : 0)))
                .array();
    }

    /** The bytes of a tombstone. */
    byte[] tombstone(Position position) {
        return position(head('T', TOMBSTONE_SIZE), position).array();
    }

    /** The bytes of a token, as they are inside a mark. */
    static byte[] token(Token token) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(token.node())
                .putLong(token.sequence())
                .array();
    }

    /** What such bytes mean. Never fails: what is not exactly of this format is {@link Stored#DAMAGED}. */
    Stored read(byte[] bytes) {
        if (bytes.length < HEAD || !Arrays.equals(bytes, 0, 3, MAGIC_AND_VERSION, 0, 3)) {
            return Stored.DAMAGED;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(HEAD);
        return switch (bytes[3]) {
            case 'V' -> readValue(in);
            case 'C' -> readClosed(in);
            case 'T' -> readTombstone(in);
            default -> Stored.DAMAGED;
        };
    }

    /** How many bytes the head of a value has, extras included, as far as its first bytes tell; 0 if they do not. */
    static int headSize(byte[] first) {
        return isValue(first)
                ? VALUE_HEAD + Short.toUnsignedInt(ByteBuffer.wrap(first).getShort(VALUE_HEAD - Short.BYTES))
                : 0;
    }

    /** What the head of a value says, which nothing has checked; empty if it is none. */
    Optional<Head> readHead(byte[] head) {
        if (!isValue(head) || head.length < headSize(head)) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(head).position(HEAD);
        long epoch = in.getLong() ^ generation;
        long offset = in.getLong();
        Position stamp = new Position(epoch, in.getInt(), offset);
        return Extras.read(in.slice(VALUE_HEAD, headSize(head) - VALUE_HEAD)).map(extras -> new Head(stamp, extras));
    }

    private static boolean isValue(byte[] bytes) {
        return bytes.length >= VALUE_HEAD && Arrays.equals(bytes, 0, 3, MAGIC_AND_VERSION, 0, 3) && bytes[3] == 'V';
    }

    /** What is known of a value without reading all of it. */
    record Head(Position stamp, Extras extras) {}

    private Stored readValue(ByteBuffer in) {
        int end = in.capacity() - CHECKSUM;
        if (end < VALUE_HEAD || in.getInt(end) != checksum(in.array())) {
            return Stored.DAMAGED;
        }
        int extrasEnd = VALUE_HEAD + Short.toUnsignedInt(in.getShort(VALUE_HEAD - Short.BYTES));
        return extrasEnd > end ? Stored.DAMAGED : readParts(in, extrasEnd, end);
    }

    private Stored readParts(ByteBuffer in, int extrasEnd, int end) {
        long epoch = in.getLong() ^ generation;
        long offset = in.getLong();
        Position stamp = new Position(epoch, in.getInt(), offset);
        Stored.Times times = new Stored.Times(in.getLong(), in.getLong(), in.getLong(), in.getInt());
        Payload payload = readPayload(in, Arrays.copyOfRange(in.array(), extrasEnd, end));
        byte flags = in.get();
        Optional<Extras> extras = Extras.read(in.slice(VALUE_HEAD, extrasEnd - VALUE_HEAD));
        boolean possible = times.arePossible() && (flags == 0 || flags == ABSENCE && isNone(payload));
        return extras.filter(exact -> possible)
                .<Stored>map(exact ->
                        new Stored.Value(stamp, times, exact, flags == 0 ? Optional.of(payload) : Optional.empty()))
                .orElse(Stored.DAMAGED);
    }

    private static Payload readPayload(ByteBuffer in, byte[] bytes) {
        int codec = Byte.toUnsignedInt(in.get());
        int compression = Byte.toUnsignedInt(in.get());
        return new Payload(codec, compression, Short.toUnsignedInt(in.getShort()), in.getInt(), bytes);
    }

    private static boolean isNone(Payload payload) {
        return (payload.codec() | payload.compression() | payload.schema() | payload.fingerprint()) == 0
                && payload.bytes().length == 0;
    }

    private static Stored readClosed(ByteBuffer in) {
        if (in.capacity() != CLOSED_SIZE || (in.get(CLOSED_SIZE - 1) & ~(CONTENDED | HELD)) != 0) {
            return Stored.DAMAGED;
        }
        Token token = new Token(in.getLong(), in.getLong());
        byte flags = in.get();
        return new Stored.Closed(token, (flags & CONTENDED) != 0, (flags & HELD) != 0);
    }

    private Stored readTombstone(ByteBuffer in) {
        return in.capacity() == TOMBSTONE_SIZE
                ? new Stored.Tombstone(in.getLong() ^ generation, in.getLong())
                : Stored.DAMAGED;
    }

    private ByteBuffer position(ByteBuffer out, Position position) {
        return out.putLong(position.epoch() ^ generation).putLong(position.offset());
    }

    private static ByteBuffer head(char kind, int size) {
        return ByteBuffer.allocate(size).put(MAGIC_AND_VERSION).put((byte) kind);
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length - CHECKSUM);
        return (int) checksum.getValue();
    }

    private static int micros(Duration time) {
        if (time.isNegative()) {
            return 0;
        }
        return time.compareTo(LONGEST_LOAD) < 0 ? (int) (time.toNanos() / 1000) : Integer.MAX_VALUE;
    }
}
