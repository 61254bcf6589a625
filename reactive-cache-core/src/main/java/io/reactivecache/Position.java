package io.reactivecache;

import org.jspecify.annotations.Nullable;

/**
 * A position in the invalidation log: a place in the total order of one partition. As the stamp of a value it says that
 * the value reflects every change announced up to here.
 *
 * @param epoch identifies one unbroken life of the log; positions of different epochs cannot be compared
 * @param partition the partition, from 0
 * @param offset the place within the partition; -1 is before the first record
 */
public record Position(long epoch, int partition, long offset) {

    /** True if this position belongs to the same partition of the same log and is not before the other. */
    public boolean reflects(Position other) {
        return epoch == other.epoch && partition == other.partition && offset >= other.offset;
    }

    /** The position as text of the form {@code epoch-partition-offset}, epoch and offset in hexadecimal. */
    public String encoded() {
        return Long.toHexString(epoch) + '-' + partition + '-' + Long.toHexString(offset);
    }

    /**
     * Reads the text that {@link #encoded()} wrote.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Position parse(String text) {
        String[] parts = text.split("-", 4);
        try {
            if (parts.length == 3) {
                Position position = new Position(
                        Long.parseUnsignedLong(parts[0], 16),
                        Integer.parseInt(parts[1]),
                        Long.parseUnsignedLong(parts[2], 16));
                if (position.encoded().equals(text)) {
                    return position;
                }
            }
        } catch (NumberFormatException malformed) {
            throw malformed(text, malformed);
        }
        throw malformed(text, null);
    }

    private static IllegalArgumentException malformed(String text, @Nullable NumberFormatException cause) {
        return new IllegalArgumentException(
                "position: text of " + text.length() + " characters (expected: epoch-partition-offset)", cause);
    }
}
