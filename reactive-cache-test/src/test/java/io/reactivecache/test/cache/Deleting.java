package io.reactivecache.test.cache;

import io.reactivecache.CacheWriter;
import reactor.core.publisher.Mono;

/** A writer that can delete. */
record Deleting(Truth truth) implements CacheWriter<Long, String> {

    @Override
    public Mono<Void> write(Long key, String value) {
        return truth.write(key, value);
    }

    @Override
    public Mono<Void> delete(Long key) {
        return truth.delete(key);
    }
}
