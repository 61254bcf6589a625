package io.reactivecache.internal.entry;

import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32C;

/**
 * The bytes of a heartbeat in the log, format version 1, big-endian, in the frame of a {@link ChangeFormat}:
 *
 * <pre>
 * 0   2  magic 'R' 'I'
 * 2   1  format version, 1
 * 3   1  kind: 'H' a node is there
 * 4   8  the node
 * 12  8  sequence on that node
 * 20  2  length n of the name of the cache
 * 22  n  the name, ASCII
 *     4  milliseconds to the next one
 *     8  epoch of what it has applied
 *     4  partitions p
 *     8p the offset applied in each
 *     4  CRC-32C of all bytes before
 * </pre>
 */
public final class HeartbeatFormat {

    private static final short MAGIC = 'R' << 8 | 'I';
    private static final byte VERSION = 1;
    private static final byte KIND = 'H';
    private static final int KIND_AT = 3;
    private static final int FIXED = 2 + 1 + 1 + 8 + 8 + 2 + 4 + 8 + 4 + 4;

    private HeartbeatFormat() {}

    public static byte[] encode(Heartbeat heartbeat) {
        byte[] cache = heartbeat.cache().getBytes(StandardCharsets.US_ASCII);
        LogPositions applied = heartbeat.applied();
        ByteBuffer out = ByteBuffer.allocate(FIXED + cache.length + Long.BYTES * applied.partitions())
                .putShort(MAGIC)
                .put(VERSION)
                .put(KIND)
                .putLong(heartbeat.token().node())
                .putLong(heartbeat.token().sequence())
                .putShort((short) cache.length)
                .put(cache)
                .putInt((int) Math.min(Integer.MAX_VALUE, heartbeat.interval().toMillis()))
                .putLong(applied.epoch())
                .putInt(applied.partitions());
        for (long offset : applied.offsets()) {
            out.putLong(offset);
        }
        return out.putInt(crc(out.array(), out.position())).array();
    }

    /** True if a record is a heartbeat, unless it is damaged. */
    public static boolean isHeartbeat(byte[] record) {
        return record.length > KIND_AT && record[KIND_AT] == KIND;
    }

    /**
     * The heartbeat a record is.
     *
     * @throws IllegalArgumentException if the bytes are not exactly such a record
     */
    public static Heartbeat decode(byte[] record) {
        try {
            ByteBuffer in = ByteBuffer.wrap(record);
            expect(in.getShort() == MAGIC && in.get() == VERSION && in.get() == KIND);
            Token token = new Token(in.getLong(), in.getLong());
            String cache = text(in, in.getShort() & 0xFFFF);
            Duration interval = Duration.ofMillis(in.getInt());
            LogPositions applied = LogPositions.of(in.getLong(), offsets(in, in.getInt()));
            expect(in.remaining() == Integer.BYTES && in.getInt() == crc(record, record.length - Integer.BYTES));
            return new Heartbeat(cache, token, interval, applied);
        } catch (BufferUnderflowException tooShort) {
            throw new IllegalArgumentException("record: too short", tooShort);
        }
    }

    private static String text(ByteBuffer in, int length) {
        expect(length <= in.remaining());
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static long[] offsets(ByteBuffer in, int partitions) {
        expect(partitions >= 0 && partitions <= in.remaining() / Long.BYTES);
        long[] offsets = new long[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            offsets[partition] = in.getLong();
        }
        return offsets;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static void expect(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("heartbeat: not of format version " + VERSION);
        }
    }
}
