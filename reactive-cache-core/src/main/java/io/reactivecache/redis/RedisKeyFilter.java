package io.reactivecache.redis;

import io.reactivecache.config.Problems;
import io.reactivecache.spi.KeyCodecs;
import io.reactivecache.spi.KeyFilter;
import io.reactivecache.spi.KeyFilterLostException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A key filter in Redis, for nodes that have no room for the bits: a Bloom filter of this node alone, on the server
 * and over the connection of a store. Redis has them from version 8 on, or as the module RedisBloom.
 *
 * <p>Each clearing begins a filter under a new name. One that Redis does not keep is noticed at the next question,
 * which errors with {@link KeyFilterLostException}: if it was evicted or flushed, after a restart of Redis, and after
 * a day without an addition, which is also what ends the filters of nodes that are gone. While Redis cannot be
 * reached every operation errors at once with {@link RemoteUnavailableException}.
 */
public final class RedisKeyFilter implements KeyFilter {

    private final RedisLinks links;
    private final String prefix;
    private final long expectedKeys;
    private final double falsePositiveRate;
    private volatile @Nullable BloomKey current;

    private RedisKeyFilter(RedisRemoteStore store, String cache, long expectedKeys, double falsePositiveRate) {
        this.links = store.links();
        this.prefix = store.keys().beginning(KeyCodecs.strings().encode(cache) + ":filter:");
        this.expectedKeys = expectedKeys;
        this.falsePositiveRate = falsePositiveRate;
    }

    /**
     * Emits a filter that has to be cleared before it is used, or completes empty if the server has no Bloom filters.
     * Cold; errors with {@link RemoteUnavailableException} if the server cannot be reached now, or refuses the
     * question.
     *
     * @param store whose connection it uses; dispose of that one
     * @param cache the name of the cache
     * @param expectedKeys how many keys it will hold, 1 to 1,000,000,000; with more Redis makes it larger
     * @param falsePositiveRate the part of the absent keys it takes for present, 0.000001 to 0.5
     * @throws io.reactivecache.InvalidConfigException if one of them is out of range
     */
    public static Mono<RedisKeyFilter> on(
            RedisRemoteStore store, String cache, long expectedKeys, double falsePositiveRate) {
        Problems problems = new Problems();
        problems.name("cache", cache);
        problems.within("expectedKeys", expectedKeys, 1, 1_000_000_000);
        problems.within("falsePositiveRate", falsePositiveRate, 0.000_001, 0.5);
        problems.throwIfAny();
        RedisKeyFilter filter = new RedisKeyFilter(store, cache, expectedKeys, falsePositiveRate);
        return filter.link()
                .flatMap(link -> BloomKey.isSupported(filter.prefix, link))
                .filter(Boolean::booleanValue)
                .map(supported -> filter);
    }

    @Override
    public Mono<Boolean> mightContain(String key) {
        Objects.requireNonNull(key, "key");
        return link().flatMap(link -> existing().mightContain(link, key));
    }

    @Override
    public Mono<Void> add(Collection<String> keys) {
        Objects.requireNonNull(keys, "keys");
        return link().flatMap(link -> existing().add(link, keys));
    }

    @Override
    public Mono<Void> clear() {
        return link().flatMap(link -> {
            BloomKey next = BloomKey.drawn(prefix, link);
            return next.create(link, falsePositiveRate, expectedKeys).then(Mono.defer(() -> replaceBy(next, link)));
        });
    }

    private Mono<RedisLink> link() {
        return links.of(prefix.getBytes(StandardCharsets.US_ASCII));
    }

    private Mono<Void> replaceBy(BloomKey next, RedisLink link) {
        BloomKey last = current;
        current = next;
        return last == null ? Mono.empty() : last.drop(link);
    }

    private BloomKey existing() {
        BloomKey now = current;
        if (now == null) {
            throw new KeyFilterLostException();
        }
        return now;
    }
}
