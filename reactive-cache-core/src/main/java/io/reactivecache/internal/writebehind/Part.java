package io.reactivecache.internal.writebehind;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch, or a part of one, on its way through its attempts.
 *
 * @param flights the writes
 * @param begun the beats of the pulse before the first attempt of the batch
 * @param since the beats of the pulse before the first attempt of this part
 * @param failures how often in a row it has failed without a sign of life: the next pause depends on it
 * @param alone how often a single write has failed while others succeeded
 * @param attempts how often the writes were tried, alone or with others
 * @param failure the last failure; {@code null} before the first one
 */
record Part<K, V>(
        List<Flight<K, V>> flights,
        long begun,
        long since,
        int failures,
        int alone,
        int attempts,
        @Nullable Throwable failure) {

    static <K, V> Part<K, V> whole(List<Flight<K, V>> flights, Pulse pulse) {
        return new Part<>(flights, pulse.beats(), pulse.beats(), 0, 0, 0, null);
    }

    boolean isSingle() {
        return flights.size() == 1;
    }

    /** It has failed once more; if it is for reasons of its own, which only a single write can have. */
    Part<K, V> failed(Throwable reason, boolean ofItsOwn) {
        int counted = isSingle() && ofItsOwn ? alone + 1 : alone;
        return new Part<>(flights, begun, since, failures + 1, counted, attempts + 1, reason);
    }

    /** The same with only some of its writes. */
    Part<K, V> with(List<Flight<K, V>> left) {
        return left.size() == flights.size()
                ? this
                : new Part<>(left, begun, since, failures, alone, attempts, failure);
    }

    /** Its two halves. After a sign of life their pauses begin anew. */
    List<Part<K, V>> halves(Pulse pulse) {
        int middle = flights.size() / 2;
        int pauses = pulse.isAliveSince(since) ? 0 : failures;
        return List.of(
                half(flights.subList(0, middle), pulse.beats(), pauses),
                half(flights.subList(middle, flights.size()), pulse.beats(), pauses));
    }

    private Part<K, V> half(List<Flight<K, V>> some, long now, int pauses) {
        return new Part<>(List.copyOf(some), begun, now, pauses, 0, attempts, failure);
    }
}
