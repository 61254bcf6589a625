package io.reactivecache.internal.writebehind;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
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

    /**
     * How many parts a batch is taken apart into. With four, as many calls find the one write that fails as with two; half as many of
     * them wait for each other, and less is written twice.
     */
    static final int PARTS = 4;

    private static final long BEFORE_ALL = -1;

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

    /** The same, with others taken to have succeeded since. */
    Part<K, V> settled() {
        return new Part<>(flights, begun, BEFORE_ALL, failures, alone, attempts, failure);
    }

    /** What it is taken apart into, which begins anew. */
    List<Part<K, V>> parts(Pulse pulse) {
        int each = (flights.size() + PARTS - 1) / PARTS;
        List<Part<K, V>> parts = new ArrayList<>(PARTS);
        for (int from = 0; from < flights.size(); from += each) {
            parts.add(anew(flights.subList(from, Math.min(flights.size(), from + each)), pulse));
        }
        return parts;
    }

    /** A part of it to try, smaller from time to time and always another: the first ones. The rest of it is the second. */
    List<Part<K, V>> sample(int smaller, Pulse pulse) {
        List<Flight<K, V>> turned = new ArrayList<>(flights);
        Collections.rotate(turned, ThreadLocalRandom.current().nextInt(flights.size()));
        int size = Math.max(1, flights.size() >> Math.min(smaller, Integer.SIZE - 1));
        return List.of(anew(turned.subList(0, size), pulse), anew(turned.subList(size, turned.size()), pulse));
    }

    private Part<K, V> anew(List<Flight<K, V>> some, Pulse pulse) {
        return new Part<>(List.copyOf(some), begun, pulse.beats(), 0, 0, attempts, failure);
    }
}
