package io.reactivecache.redis;

import io.reactivecache.Position;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Token;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The bytes under a key, version 1. All numbers are big-endian, all times milliseconds.
 *
 * <pre>
 * bytes     every kind
 *  0 -  1   'R' 'C'
 *  2        version, 1
 *  3        kind: 'V' value, 'C' closed, 'T' tombstone
 *
 *           value                                     closed                    tombstone
 *  4 - 11   epoch of the stamp, mixed                 4 - 19  token             epoch of the position, mixed
 * 12 - 19   offset of the stamp                       20      contended, 0, 1   offset of the position
 * 20 - 23   partition of the stamp                    (end)                     (end)
 * 24 - 31   created, on the clock of Redis
 * 32 - 39   ttl, counted from then
 * 40 - 43   load time
 * 44        codec
 * 45        compression, 0 = none
 * 46 - 47   schema
 * 48        flags, 0
 * 49 - 50   number of tags, 0
 * 51 - n-5  payload
 * n-4 - n-1 CRC32C of all bytes before it
 * </pre>
 *
 * <p>The scripts look at bytes 0 to 20 only. An epoch is <em>mixed</em> with the generation of the Redis that holds it, by
 * exclusive or: what an earlier generation wrote reads as of an epoch nobody knows.
 */
final class EntryFormat {

    private static final byte[] MAGIC_AND_VERSION = {'R', 'C', 1};
    private static final int HEAD = 4;
    private static final int VALUE_HEAD = 51;
    private static final int CHECKSUM = Integer.BYTES;
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

    /**
     * The bytes of a value.
     *
     * @throws IllegalArgumentException if codec or schema are out of range
     */
    byte[] value(StoredEntry entry, long created) {
        inRange("codec", entry.codec(), 0xFF);
        inRange("schema", entry.schema(), 0xFFFF);
        ByteBuffer out = head('V', VALUE_HEAD + entry.payload().length + CHECKSUM);
        position(out, entry.stamp()).putInt(entry.stamp().partition());
        out.putLong(created).putLong(Millis.of(entry.ttl()));
        out.putInt((int) Millis.within(entry.loadTime(), Integer.MAX_VALUE));
        out.put((byte) entry.codec()).put((byte) 0).putShort((short) entry.schema());
        out.put((byte) 0).putShort((short) 0).put(entry.payload());
        return out.putInt(checksum(out.array())).array();
    }

    /** The bytes of the mark of a write. */
    byte[] closed(Token token, boolean contended) {
        return head('C', CLOSED_SIZE)
                .put(token(token))
                .put((byte) (contended ? 1 : 0))
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

    private Stored readValue(ByteBuffer in) {
        int end = in.capacity() - CHECKSUM;
        if (end < VALUE_HEAD || in.getInt(end) != checksum(in.array())) {
            return Stored.DAMAGED;
        }
        long epoch = in.getLong() ^ generation;
        long offset = in.getLong();
        Position stamp = new Position(epoch, in.getInt(), offset);
        long created = in.getLong();
        long ttl = in.getLong();
        int loadTime = in.getInt();
        int codec = Byte.toUnsignedInt(in.get());
        byte compression = in.get();
        int schema = Short.toUnsignedInt(in.getShort());
        byte flags = in.get();
        short tags = in.getShort();
        boolean plain = compression == 0 && flags == 0 && tags == 0;
        boolean possible = plain && created >= 0 && ttl > 0 && ttl <= Millis.LONGEST && loadTime >= 0;
        return possible
                ? new Stored.Value(
                        stamp, created, ttl, loadTime, codec, schema, Arrays.copyOfRange(in.array(), VALUE_HEAD, end))
                : Stored.DAMAGED;
    }

    private static Stored readClosed(ByteBuffer in) {
        if (in.capacity() != CLOSED_SIZE || in.get(CLOSED_SIZE - 1) >>> 1 != 0) {
            return Stored.DAMAGED;
        }
        return new Stored.Closed(new Token(in.getLong(), in.getLong()), in.get() == 1);
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

    private static void inRange(String name, int number, int max) {
        if (number < 0 || number > max) {
            throw new IllegalArgumentException(name + ": " + number + " (expected: 0 to " + max + ")");
        }
    }
}
