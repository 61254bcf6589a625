package io.reactivecache;

import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Loads the value of a key from the system of record, and may decide how it is kept, or that the value there was is still
 * right. Called as {@link CacheLoader} is.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface EntryLoader<K, V> {

    /**
     * Returns a {@code Mono} of the value and how to keep it; empty if there is no value, an error if that could not be
     * found out.
     */
    Mono<LoadResult<V>> load(LoadRequest<K, V> request);

    /** A loader of values that leaves everything else to the settings of the cache. */
    static <K, V> EntryLoader<K, V> of(CacheLoader<? super K, ? extends V> loader) {
        Objects.requireNonNull(loader, "loader");
        return request -> loader.load(request.key()).map(LoadResult::of);
    }
}
