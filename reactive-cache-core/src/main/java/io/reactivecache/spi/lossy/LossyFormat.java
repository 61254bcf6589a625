package io.reactivecache.spi.lossy;

import io.reactivecache.Position;
import io.reactivecache.spi.LogPositions;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of a message, format version 1, big-endian:
 *
 * <pre>
 * 0   2  magic 'R' 'L'
 * 2   1  format version, 1
 * 3   1  kind: 'R' a record, 'P' a probe
 * 4   8  epoch of the log
 *
 * of a record:
 * 12  4  partition
 * 16  8  offset within the partition, from 0
 * 24  n  payload
 *
 * of a probe:
 * 12  8  the tail that sent it
 * 20  8  how many probes that tail has begun
 * 28  4  number of partitions n
 * 32  8n offset of the last record of each, -1 if there is none
 *
 * of both, at the end:
 *     8  the first bytes of the SHA-1 of all bytes before
 * </pre>
 *
 * <p>SHA-1 guards against accidents only, and was chosen because a script in Redis, which is where the offset is known,
 * can compute nothing else.
 */
public final class LossyFormat {

    private static final short MAGIC = 'R' << 8 | 'L';
    private static final byte VERSION = 1;
    private static final byte RECORD = 'R';
    private static final byte PROBE = 'P';
    private static final int HEAD = 2 + 1 + 1 + 8;
    private static final int RECORD_HEAD = HEAD + 4 + 8;
    private static final int PROBE_HEAD = HEAD + 8 + 8 + 4;
    private static final int CHECKSUM = 8;

    private LossyFormat() {}

    /**
     * The message that carries a record.
     *
     * @param payload its bytes, of any length
     */
    public static byte[] record(Position position, byte[] payload) {
        ByteBuffer out = head(RECORD_HEAD + payload.length, RECORD, position.epoch())
                .putInt(position.partition())
                .putLong(position.offset())
                .put(payload);
        return sealed(out);
    }

    static byte[] probe(long tail, long number, LogPositions end) {
        ByteBuffer out = head(PROBE_HEAD + 8 * end.partitions(), PROBE, end.epoch())
                .putLong(tail)
                .putLong(number)
                .putInt(end.partitions());
        Arrays.stream(end.offsets()).forEach(out::putLong);
        return sealed(out);
    }

    private static ByteBuffer head(int length, byte kind, long epoch) {
        return ByteBuffer.allocate(length + CHECKSUM)
                .putShort(MAGIC)
                .put(VERSION)
                .put(kind)
                .putLong(epoch);
    }

    private static byte[] sealed(ByteBuffer out) {
        return out.put(checksum(out.array(), out.position())).array();
    }

    /** What a message says; empty if the bytes are not exactly one. */
    static Optional<LossyMessage> read(byte[] message) {
        int length = message.length - CHECKSUM;
        if (length < HEAD || !isSealed(message, length)) {
            return Optional.empty();
        }
        try {
            return read(ByteBuffer.wrap(message, 0, length));
        } catch (BufferUnderflowException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isSealed(byte[] message, int length) {
        return Arrays.equals(message, length, message.length, checksum(message, length), 0, CHECKSUM);
    }

    private static Optional<LossyMessage> read(ByteBuffer in) {
        if (in.getShort() != MAGIC || in.get() != VERSION) {
            return Optional.empty();
        }
        byte kind = in.get();
        long epoch = in.getLong();
        return switch (kind) {
            case RECORD -> Optional.of(numbered(in, epoch));
            case PROBE -> Optional.of(probe(in, epoch));
            default -> Optional.empty();
        };
    }

    private static LossyMessage numbered(ByteBuffer in, long epoch) {
        Position position = new Position(epoch, in.getInt(), in.getLong());
        byte[] payload = new byte[in.remaining()];
        in.get(payload);
        return new LossyMessage.Numbered(position, payload);
    }

    private static LossyMessage probe(ByteBuffer in, long epoch) {
        long tail = in.getLong();
        long number = in.getLong();
        int partitions = in.getInt();
        if (in.remaining() != 8L * partitions) {
            throw new IllegalArgumentException("partitions: " + partitions + " (expected: as many as offsets)");
        }
        long[] offsets = new long[partitions];
        Arrays.setAll(offsets, partition -> in.getLong());
        return new LossyMessage.Probe(tail, number, LogPositions.of(epoch, offsets));
    }

    private static byte[] checksum(byte[] bytes, int length) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(bytes, 0, length);
            return Arrays.copyOf(sha1.digest(), CHECKSUM);
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
            throw new IllegalStateException(impossible);
        }
    }
}
