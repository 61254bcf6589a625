package io.reactivecache.internal.marker;

import io.reactivecache.EntryPredicate;
import io.reactivecache.Position;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.spi.LogPositions;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Predicate;

/** One wide invalidation, or several of the same entries: up to which position of each partition they are meant. Only grows. */
final class Marker {

    private final MarkerId id;
    private final Predicate<String> keyText;
    private final AtomicLongArray offsets;

    Marker(MarkerId id, int partitions) {
        this.id = id;
        this.keyText = matcher(id.predicate());
        long[] none = new long[partitions];
        Arrays.fill(none, -1);
        this.offsets = new AtomicLongArray(none);
    }

    private static Predicate<String> matcher(EntryPredicate predicate) {
        return switch (predicate.kind()) {
            case TAG -> text -> false;
            case PREFIX -> text -> text.startsWith(predicate.text());
            case PATTERN -> Glob.of(predicate.text())::matches;
            case ALL -> text -> true;
        };
    }

    MarkerId id() {
        return id;
    }

    /** True if a key of this text is meant; of a marker of a tag, false. */
    boolean means(String text) {
        return keyText.test(text);
    }

    /** True if what has this stamp, of the same epoch, is older. */
    boolean isAfter(Position stamp) {
        return offsets.get(stamp.partition()) > stamp.offset();
    }

    /** Raises it, by one thread at a time. Tells whether it has grown. */
    boolean raise(int partition, long offset) {
        return offsets.getAndAccumulate(partition, offset, Math::max) < offset;
    }

    void raise(LogPositions positions) {
        for (int partition = 0; partition < offsets.length(); partition++) {
            raise(partition, positions.offset(partition));
        }
    }

    LogPositions positions(long epoch) {
        long[] now = new long[offsets.length()];
        Arrays.setAll(now, offsets::get);
        return LogPositions.of(epoch, now);
    }
}
