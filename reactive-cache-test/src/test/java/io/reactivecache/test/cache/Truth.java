package io.reactivecache.test.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** A system of record whose readers and writers can be held: a reader with what it has read, a writer once it has written. */
final class Truth {

    private final Map<Long, String> rows = new ConcurrentHashMap<>();
    private final AtomicInteger loads = new AtomicInteger();
    private final Gate loaded = new Gate();
    private final Gate written = new Gate();

    void set(long key, String value) {
        rows.put(key, value);
    }

    int loads() {
        return loads.get();
    }

    Gate loaded() {
        return loaded;
    }

    Gate written() {
        return written;
    }

    Mono<String> load(Long key) {
        return Mono.defer(() -> {
                    loads.incrementAndGet();
                    return Mono.justOrEmpty(rows.get(key));
                })
                .flatMap(loaded::pass);
    }

    Mono<Void> write(Long key, String value) {
        return Mono.defer(() -> {
            rows.put(key, value);
            return written.pass(value).then();
        });
    }

    Mono<Void> delete(Long key) {
        return Mono.fromRunnable(() -> rows.remove(key));
    }
}
