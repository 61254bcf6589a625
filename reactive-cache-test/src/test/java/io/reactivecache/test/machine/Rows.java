package io.reactivecache.test.machine;

import io.reactivecache.ConditionalCacheWriter;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The system of record, as the cache writes it. */
record Rows(Map<String, Integer> rows) implements ConditionalCacheWriter<String, Integer> {

    @Override
    public Mono<Void> write(String key, Integer value) {
        return Mono.fromRunnable(() -> rows.put(key, value));
    }

    @Override
    public Mono<Void> delete(String key) {
        return Mono.fromRunnable(() -> rows.remove(key));
    }

    @Override
    public Mono<Boolean> writeIf(String key, Optional<Integer> expected, Optional<Integer> next) {
        return Mono.fromSupplier(() -> {
            boolean isExpected = Optional.ofNullable(rows.get(key)).equals(expected);
            if (isExpected) {
                next.ifPresentOrElse(value -> rows.put(key, value), () -> rows.remove(key));
            }
            return isExpected;
        });
    }
}
