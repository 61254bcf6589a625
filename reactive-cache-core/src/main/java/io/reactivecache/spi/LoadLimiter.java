package io.reactivecache.spi;

import reactor.core.publisher.Mono;

/** Limits how often the system of record is asked. Safe to use from many threads, never blocks. */
public interface LoadLimiter {

    /** Limits nothing. */
    LoadLimiter NONE = new LoadLimiter() {
        @Override
        public <T> Mono<T> limit(Mono<T> load) {
            return load;
        }
    };

    /**
     * The load, begun at once, later, or not at all, as decided anew for each subscription. Cold.
     *
     * <p>Emits what the load emits, or errors with {@link io.reactivecache.CacheOverloadedException} without having
     * subscribed it. How long a load may have to wait for its turn is bounded. Cancelling ends the wait or the load.
     */
    <T> Mono<T> limit(Mono<T> load);
}
