package io.reactivecache.redis;

import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable.Content;
import io.reactivecache.spi.MarkerTable.Mark;
import io.reactivecache.spi.MarkerTable.Row;
import io.reactivecache.spi.Token;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * The fields of a table of markers, as its scripts write them. The epoch of a row is mixed as that of a value is, so
 * that a row of an earlier life of Redis is of an epoch nobody knows. What is not of this form is passed over.
 *
 * @param generation identifies one unbroken life of the memory of Redis
 */
record MarkerFields(long generation) {

    private static final Logger LOG = Loggers.getLogger(RedisRemoteStore.class);
    private static final int TIME = 13;
    private static final int MARK_HEAD = 1 + 2 * Long.BYTES;
    private static final int ROW_HEAD = 1 + Long.BYTES;

    /** The epoch of positions. */
    byte[] epoch(LogPositions positions) {
        return ByteBuffer.allocate(Long.BYTES)
                .putLong(positions.epoch() ^ generation)
                .array();
    }

    /** A seal. */
    static byte[] seal(long seal) {
        return ByteBuffer.allocate(Long.BYTES).putLong(seal).array();
    }

    /** The offsets of positions. */
    static byte[] offsets(LogPositions positions) {
        return offsets(positions, 0).array();
    }

    /** The field of a row. */
    byte[] field(Row row) {
        byte[] marker = utf8(row.marker());
        return ByteBuffer.allocate(ROW_HEAD + marker.length)
                .put((byte) 'o')
                .put(epoch(row.positions()))
                .put(marker)
                .array();
    }

    /** What is in the field of a row. */
    static byte[] value(Row row) {
        byte[] time = String.format("%013d", row.raised()).getBytes(StandardCharsets.US_ASCII);
        return offsets(row.positions(), TIME).put(time).array();
    }

    /**
     * A table.
     *
     * @param fields fields and what is in them, in turn
     * @param now the time of Redis
     */
    Content content(List<byte[]> fields, long now) {
        Collected collected = new Collected();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            take(fields.get(i), fields.get(i + 1), now, collected);
        }
        return new Content(collected.seal, Optional.ofNullable(collected.checkpoint), collected.marks, collected.rows);
    }

    /** What somebody else put there is passed over. */
    private void take(byte[] field, byte[] value, long now, Collected collected) {
        try {
            switch (field[0]) {
                case 's' -> collected.seal = ByteBuffer.wrap(value).getLong();
                case 'k' -> collected.checkpoint = checkpoint(value);
                case 'g' -> expect(value.length == Long.BYTES);
                case 'c' -> collected.marks.add(mark(field, value, now));
                case 'o' -> collected.rows.add(row(field, value, now));
                default -> throw new IllegalArgumentException("field: foreign");
            }
        } catch (RuntimeException foreign) {
            LOG.debug("redis: a field of a table of markers is of another form");
        }
    }

    private static final class Collected {

        private final List<Mark> marks = new ArrayList<>();
        private final List<Row> rows = new ArrayList<>();
        private @Nullable LogPositions checkpoint;
        private long seal;
    }

    private static Mark mark(byte[] field, byte[] value, long now) {
        expect(field.length == MARK_HEAD);
        ByteBuffer token = ByteBuffer.wrap(field, 1, MARK_HEAD - 1);
        String[] parts = text(value, 0, value.length).split(" ", 2);
        return new Mark(new Token(token.getLong(), token.getLong()), parts[1], age(Long.parseLong(parts[0]), now));
    }

    private LogPositions checkpoint(byte[] value) {
        return positions(
                ByteBuffer.wrap(value).getLong(), ByteBuffer.wrap(value, Long.BYTES, value.length - Long.BYTES));
    }

    private Row row(byte[] field, byte[] value, long now) {
        int time = value.length - TIME;
        LogPositions positions =
                positions(ByteBuffer.wrap(field, 1, Long.BYTES).getLong(), ByteBuffer.wrap(value, 0, time));
        long raised = Long.parseLong(text(value, time, TIME));
        String marker = text(field, ROW_HEAD, field.length - ROW_HEAD);
        return new Row(marker, positions, raised, age(raised, now));
    }

    private LogPositions positions(long mixedEpoch, ByteBuffer in) {
        expect(in.hasRemaining() && in.remaining() % Long.BYTES == 0);
        long[] offsets = new long[in.remaining() / Long.BYTES];
        for (int partition = 0; partition < offsets.length; partition++) {
            offsets[partition] = in.getLong() - 1;
        }
        return LogPositions.of(mixedEpoch ^ generation, offsets);
    }

    private static void expect(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("field: of no table of markers");
        }
    }

    private static Duration age(long time, long now) {
        return Duration.ofMillis(Math.max(0, now - time));
    }

    private static ByteBuffer offsets(LogPositions positions, int more) {
        ByteBuffer out = ByteBuffer.allocate(positions.partitions() * Long.BYTES + more);
        for (long offset : positions.offsets()) {
            out.putLong(offset + 1);
        }
        return out;
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
