package io.reactivecache.internal.entry;

import io.reactivecache.internal.bytes.ByteFormat;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

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

    private static final ByteFormat FORMAT = new ByteFormat("heartbeat", 'I', 1);
    private static final byte KIND = 'H';
    private static final int FIXED = ByteFormat.HEAD + 1 + 8 + 8 + 2 + 4 + 8 + 4 + ByteFormat.SEAL;

    private HeartbeatFormat() {}

    public static byte[] encode(Heartbeat heartbeat) {
        byte[] cache = heartbeat.cache().getBytes(StandardCharsets.US_ASCII);
        LogPositions applied = heartbeat.applied();
        ByteBuffer out = FORMAT.begun(FIXED + cache.length + Long.BYTES * applied.partitions())
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
        return ByteFormat.sealed(out);
    }

    /** True if a record is a heartbeat, unless it is damaged. */
    public static boolean isHeartbeat(byte[] record) {
        return record.length > ByteFormat.HEAD && record[ByteFormat.HEAD] == KIND;
    }

    /**
     * The heartbeat a record is.
     *
     * @throws IllegalArgumentException if the bytes are not exactly such a record
     */
    public static Heartbeat decode(byte[] record) {
        return FORMAT.read(record, HeartbeatFormat::heartbeat);
    }

    private static Heartbeat heartbeat(ByteBuffer in) {
        FORMAT.expect(in.get() == KIND);
        Token token = new Token(in.getLong(), in.getLong());
        String cache = new String(FORMAT.bytes(in, in.getShort() & 0xFFFF), StandardCharsets.US_ASCII);
        Duration interval = Duration.ofMillis(in.getInt());
        LogPositions applied = LogPositions.of(in.getLong(), offsets(in, in.getInt()));
        FORMAT.expectSeal(in);
        return new Heartbeat(cache, token, interval, applied);
    }

    private static long[] offsets(ByteBuffer in, int partitions) {
        FORMAT.expect(partitions >= 0 && partitions <= in.remaining() / Long.BYTES);
        long[] offsets = new long[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            offsets[partition] = in.getLong();
        }
        return offsets;
    }
}
