package io.reactivecache.spi;

import reactor.util.context.ContextView;

/**
 * Is told of each step of a cache that takes time while it happens, to trace it, say. It hears which step it is, of which
 * cache and for whom, and how it ends; of keys and values it hears nothing, so that it can pass none on. Safe to use from many
 * threads, never blocks. One that throws does the step no harm.
 *
 * <p>A load is told once for each call of a loader, however many keys that loads.
 */
@FunctionalInterface
public interface CacheObserver {

    /** Observes nothing, which costs nothing. */
    CacheObserver NONE = (cache, step, caller) -> StepObservation.NONE;

    /**
     * A step begins, on the thread that subscribes to it.
     *
     * @param cache the name of the cache
     * @param step what begins
     * @param caller the Context the step is subscribed with; that of a load is reduced to the keys loads may see
     * @return is told how it goes on
     */
    StepObservation begin(String cache, CacheTimer step, ContextView caller);
}
