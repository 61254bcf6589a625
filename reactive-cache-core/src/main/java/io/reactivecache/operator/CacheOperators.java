package io.reactivecache.operator;

import io.reactivecache.BulkAnswer;
import io.reactivecache.CacheLoader;
import io.reactivecache.CacheReads;
import io.reactivecache.InvalidKeyException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Operators for {@code transform}. Arguments are checked when a method is called; nothing is read before somebody
 * subscribes, and each subscription is a read of its own.
 */
public final class CacheOperators {

    /** The most keys that are read together in order, if nothing else is said. */
    private static final int MAX_KEYS = 1_000;

    /** How long a key waits for others, if nothing else is said. */
    private static final Duration MAX_WAIT = Duration.ofMillis(2);

    private CacheOperators() {}

    /**
     * Reads a key through a cache, with the source as the loader of this read: what
     * {@link CacheReads#get(Object, CacheLoader)} is to a method that returns the source.
     *
     * <p>The source is subscribed if no tier has a value and nobody is loading one; callers that miss at the same time share
     * one subscription, whoever's source it is. It sees the Context of the first of them, reduced to the keys the cache was
     * told to pass on: whatever decides the value must be part of the key. A source that completes empty says that there is
     * no value, and the cache remembers that as it is set to. In a cache with neither loader nor writer, which is the truth of
     * what is put, the value stays in the local tier.
     *
     * <p>Emits the value, or completes empty if there is none. Cancelling ends only the caller's own wait, and errors are
     * those of {@link CacheReads#get(Object)}; one of the source is passed on as it is and not kept.
     */
    public static <K, V> UnaryOperator<Mono<V>> readThrough(CacheReads<K, V> cache, K key) {
        Objects.requireNonNull(cache, "cache");
        checkKey(key);
        return source -> {
            Objects.requireNonNull(source, "source");
            return cache.get(key, same -> source);
        };
    }

    /**
     * Remembers the last value of one source and answers it when the source fails, up to {@code maxStale} after it was
     * obtained; with a pause of one second before the next try. A new operator that remembers nothing yet: see
     * {@link StaleIfError} for how long to keep it, and for everything else that can be set.
     *
     * @param maxStale 1 ms to a hundred years
     * @throws io.reactivecache.InvalidConfigException if it is not
     */
    public static <T> StaleIfError<T> staleIfError(Duration maxStale) {
        return StaleIfError.<T>builder(maxStale).build();
    }

    /**
     * Keeps all items of a source as one entry of a cache, a list, and replays them to each subscriber as it asks for them.
     * Without an entry the source is collected, and its items are emitted when it has completed. An empty source is an entry
     * too: an empty list, for as long as values are kept.
     *
     * <p>The source is subscribed as {@link #readThrough} does, by one caller for all who miss, with that caller's reduced
     * Context. One that fails is not kept and its error is passed on as it is, without the items before it. One with more than
     * {@code maxItems} items is cancelled and not kept, and the error is {@link TooManyItemsException}; no more than one item
     * over the limit is asked for.
     *
     * <p>Emits no more items than asked for. Cancelling before the first item ends only the caller's own wait, and after it
     * the replay. Other errors are those of {@link CacheReads#get(Object)}; where the key has no entry and none can be loaded,
     * completes empty.
     *
     * @param maxItems the most items an entry has, at least 1
     */
    public static <K, V> UnaryOperator<Flux<V>> cachedFlux(CacheReads<K, List<V>> cache, K key, int maxItems) {
        Objects.requireNonNull(cache, "cache");
        checkKey(key);
        ItemLimit limit = new ItemLimit(maxItems);
        return source -> {
            Objects.requireNonNull(source, "source");
            return cache.get(key, same -> limit.collect(source)).flatMapIterable(items -> items);
        };
    }

    /**
     * Reads keys as they come, by {@link CacheReads#getAll(org.reactivestreams.Publisher)}: in batches of the size the cache
     * is set to, with one answer for each key of a batch, in the order they are found.
     */
    public static <K, V> Function<Flux<K>, Flux<BulkAnswer<K, V>>> readAll(CacheReads<K, V> cache) {
        Objects.requireNonNull(cache, "cache");
        return keys -> cache.getAll(keys);
    }

    /** Reads keys as {@link #readAllInOrder(CacheReads, int, Duration)} does, at most 1,000 that come within 2 ms. */
    public static <K, V> Function<Flux<K>, Flux<BulkAnswer<K, V>>> readAllInOrder(CacheReads<K, V> cache) {
        return readAllInOrder(cache, MAX_KEYS, MAX_WAIT);
    }

    /**
     * Reads keys as they come and emits one answer for each, in their order; a key that comes twice is answered twice. Keys
     * that come within {@code maxWait} of each other are read together by {@link CacheReads#getAll(java.util.Collection)};
     * the next are read once all answers before theirs are taken. Meanwhile up to four times {@code maxKeys} keys are
     * collected.
     *
     * <p>Errors when the keys do, after the answers to those before; what keeps a single key from being read is in its answer.
     * Cancelling cancels the keys and ends the caller's own wait. Answers come on a thread of the cache, of the keys or of
     * {@code Schedulers.parallel()}.
     *
     * @param maxKeys how many keys are read together, 1 to 100,000
     * @param maxWait how long a key waits for others, above zero, up to a hundred years
     */
    public static <K, V> Function<Flux<K>, Flux<BulkAnswer<K, V>>> readAllInOrder(
            CacheReads<K, V> cache, int maxKeys, Duration maxWait) {
        OrderedReads<K, V> reads = new OrderedReads<>(cache, maxKeys, maxWait);
        return reads::answers;
    }

    private static void checkKey(@Nullable Object key) {
        if (key == null) {
            throw new InvalidKeyException("null", "not null");
        }
    }
}
