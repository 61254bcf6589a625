package io.reactivecache.internal.write;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.Invalidation;
import io.reactivecache.InvalidationListener;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Asks those who listen before an invalidation, and tells them after it. */
public final class Listeners<K> {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final int MOST_BESIDES = 1_000;

    private final String cache;
    private final List<InvalidationListener<K>> listeners;
    private final Function<Invalidation<K>, Mono<?>> write;
    private final Duration timeout;
    private final Scheduler scheduler;

    /**
     * Those who listen.
     *
     * @param write invalidates without asking anybody
     * @param timeout how long all of them may take before an invalidation
     */
    public Listeners(
            String cache,
            List<InvalidationListener<K>> listeners,
            Function<Invalidation<K>, Mono<?>> write,
            Duration timeout,
            Scheduler scheduler) {
        this.cache = cache;
        this.listeners = List.copyOf(listeners);
        this.write = write;
        this.timeout = timeout;
        this.scheduler = scheduler;
    }

    /** The invalidation, once nobody has objected, with what they want to be invalidated besides before it. */
    public <T> Mono<T> around(Invalidation<K> invalidation, Mono<T> invalidating) {
        return listeners.isEmpty()
                ? invalidating
                : besides(invalidation)
                        .flatMap(besides -> Flux.fromIterable(besides)
                                .concatMap(this::made)
                                .then(invalidating)
                                .doOnSuccess(done -> tell(invalidation)));
    }

    private Mono<List<Invalidation<K>>> besides(Invalidation<K> invalidation) {
        return Flux.fromIterable(listeners)
                .concatMap(listener -> Flux.defer(() -> listener.before(invalidation)))
                .take(MOST_BESIDES + 1L)
                .collectList()
                .timeout(timeout, scheduler)
                .onErrorMap(TimeoutException.class, late -> new WriteFailedException(Step.BEGIN, false, late))
                .filter(besides -> besides.size() <= MOST_BESIDES)
                .switchIfEmpty(Mono.error(() -> new CacheOverloadedException("invalidations besides", MOST_BESIDES)));
    }

    private Mono<?> made(Invalidation<K> besides) {
        return write.apply(besides).doOnSuccess(done -> tell(besides));
    }

    private void tell(Invalidation<K> invalidation) {
        listeners.forEach(listener -> tell(listener, invalidation));
    }

    private void tell(InvalidationListener<K> listener, Invalidation<K> invalidation) {
        try {
            listener.after(invalidation);
        } catch (RuntimeException thrown) {
            LOG.warn("cache {}: a listener threw {}", cache, thrown.getClass().getName());
        }
    }
}
