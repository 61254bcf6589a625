package io.reactivecache.internal.filter;

import io.reactivecache.spi.KeyFilter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The keys that were changed and that a filter has not taken yet; at most so many.
 *
 * <p>Each change of a key has a mark of its own: a key that is changed once more while it is being added stays for the next
 * time, since the filter may have been cleared between the two.
 */
final class ChangedKeys {

    static final int BATCH = 1_000;

    private final int limit;
    private final Map<String, Object> marks = new ConcurrentHashMap<>();

    ChangedKeys(int limit) {
        this.limit = limit;
    }

    /** Takes a key and tells whether there was room for it. */
    boolean add(String key) {
        if (marks.size() >= limit && !marks.containsKey(key)) {
            return false;
        }
        marks.put(key, new Object());
        return true;
    }

    boolean contains(String key) {
        return marks.containsKey(key);
    }

    /** Adds the keys there are now to a filter; what it does not take stays. Cold. */
    Mono<Void> moveTo(KeyFilter filter) {
        return Mono.defer(() -> {
            Map<String, Object> moved = Map.copyOf(marks);
            return Flux.fromIterable(moved.keySet())
                    .buffer(BATCH)
                    .concatMap(filter::add, 1)
                    .then(Mono.fromRunnable(() -> moved.forEach(marks::remove)));
        });
    }
}
