package io.reactivecache.spi;

import java.util.Collection;
import reactor.core.publisher.Mono;

/**
 * A set of keys, as they are written down, that may claim to hold a key it does not hold, but never the reverse. A key once
 * added stays until the filter is cleared.
 *
 * <p>All methods are cold and safe to use from many threads, none blocks. An implementation that asks another process
 * limits the time it waits for it.
 */
public interface KeyFilter {

    /** Holds every key. */
    KeyFilter NONE = new KeyFilter() {
        @Override
        public Mono<Boolean> mightContain(String key) {
            return Mono.just(true);
        }

        @Override
        public Mono<Void> add(Collection<String> keys) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> clear() {
            return Mono.empty();
        }
    };

    /**
     * Emits false if the key was certainly not added since the filter was cleared, else true. Errors with {@link
     * KeyFilterLostException} if the filter was never cleared or may have lost keys since.
     */
    Mono<Boolean> mightContain(String key);

    /** Adds keys; completes when the filter holds them all. After an error it may hold some of them. */
    Mono<Void> add(Collection<String> keys);

    /** Makes the filter empty. Of keys that are being added meanwhile it may hold some. */
    Mono<Void> clear();
}
