package io.reactivecache.kafka;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * How far a partition was drained: every entry before {@code upTo} was acknowledged but the open ones. The next owner begins at
 * the first of them and passes over what was acknowledged behind it, as it would take the value of a key back to an older one.
 *
 * <p>It is committed as the offset of the first open entry, and as the text that Kafka keeps with an offset: {@code rc1:} and, in
 * base64url, numbers of seven bits a byte, the lowest first, the eighth set in all but the last: the epoch, the distance of
 * {@code upTo} from the offset, and the distance of each further open entry from the one before it. No text means that nothing
 * behind the offset was acknowledged.
 *
 * @param epoch the newest epoch of a leader in which what was acknowledged was appended: a record of a later one has taken the
 *     place of one that was lost
 * @param open ordered; all of them before {@code upTo}
 */
record Progress(long upTo, int epoch, NavigableSet<Long> open) {

    /** Nothing is known. */
    static final Progress NONE = new Progress(0, 0, Collections.emptyNavigableSet());

    private static final String FORM = "rc1:";

    /** Brokers take 4,096 characters if nobody has told them otherwise. */
    private static final int MAX_BYTES = 3_000;

    private static final int LONGEST_NUMBER = 10;

    /** Where the next owner begins. */
    long lowWater() {
        return open.isEmpty() ? upTo : open.first();
    }

    /** True if a record is an entry that was acknowledged. */
    boolean isAcknowledged(long offset, int epoch) {
        return offset < upTo && epoch <= this.epoch && !open.contains(offset);
    }

    /** As it is committed; of very many open entries only the first are told apart from what was acknowledged. */
    OffsetAndMetadata toOffset() {
        long first = lowWater();
        return new OffsetAndMetadata(first, open.isEmpty() ? "" : FORM + text(first));
    }

    private String text(long first) {
        ByteBuffer distances = ByteBuffer.allocate(MAX_BYTES);
        long end = upTo;
        long before = first;
        for (long each : open.tailSet(first, false)) {
            if (distances.remaining() < LONGEST_NUMBER) {
                end = each;
                break;
            }
            put(distances, each - before);
            before = each;
        }
        ByteBuffer all = ByteBuffer.allocate(2 * LONGEST_NUMBER + MAX_BYTES);
        put(all, epoch);
        put(all, end - first);
        all.put(distances.flip()).flip();
        byte[] bytes = new byte[all.remaining()];
        all.get(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void put(ByteBuffer bytes, long number) {
        long rest = number;
        for (; rest > 0x7F; rest >>>= 7) {
            bytes.put((byte) (rest | 0x80));
        }
        bytes.put((byte) rest);
    }

    /** What was committed; a text of somebody else says nothing. */
    static Progress of(OffsetAndMetadata committed) {
        String text = committed.metadata();
        if (!text.startsWith(FORM)) {
            return NONE;
        }
        try {
            return read(committed.offset(), Base64.getUrlDecoder().decode(text.substring(FORM.length())));
        } catch (IllegalArgumentException | ArithmeticException | BufferUnderflowException foreign) {
            return NONE;
        }
    }

    private static Progress read(long first, byte[] text) {
        ByteBuffer bytes = ByteBuffer.wrap(text);
        int epoch = Math.toIntExact(number(bytes));
        long upTo = first + number(bytes);
        NavigableSet<Long> open = new TreeSet<>();
        open.add(first);
        for (long last = first; bytes.hasRemaining(); ) {
            last += number(bytes);
            open.add(last);
        }
        return new Progress(upTo, epoch, open);
    }

    private static long number(ByteBuffer bytes) {
        long number = 0;
        int shift = 0;
        byte next = bytes.get();
        for (; next < 0; next = bytes.get()) {
            number |= (long) (next & 0x7F) << shift;
            shift += 7;
        }
        return number | (long) next << shift;
    }
}
