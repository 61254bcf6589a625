package io.reactivecache;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * Hears of the invalidations that are asked for on this node, by whichever method of {@link CacheInvalidations}; not of puts,
 * which are no more to be stopped once they have begun, and not of what other nodes announce: see {@link ReactiveCache#events}.
 *
 * @param <K> the type of the keys
 */
public interface InvalidationListener<K> {

    /**
     * Called before anything is done, for each subscription. What it emits is invalidated besides, without asking a listener
     * again; if it errors nothing is invalidated, and the caller gets the error. It has to end within the cache's
     * {@code announceTimeout}, and must not block.
     */
    default Publisher<Invalidation<K>> before(Invalidation<K> invalidation) {
        return Flux.empty();
    }

    /**
     * Called once the log has acknowledged the invalidation, on the thread that the caller is answered on; must not block. What
     * it throws is logged by its type and ends nothing.
     */
    default void after(Invalidation<K> invalidation) {}
}
