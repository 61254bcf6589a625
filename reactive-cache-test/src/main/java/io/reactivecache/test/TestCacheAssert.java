package io.reactivecache.test;

import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Assertions about a cache whose loader and writer are a test's.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class TestCacheAssert<K, V> extends AbstractCacheAssert<TestCacheAssert<K, V>, K, V> {

    private final RecordingLoader<K, V> loader;

    TestCacheAssert(TestCache<K, V> test) {
        super(test.cache(), TestCacheAssert.class, test::running);
        this.loader = test.loader();
    }

    /** The key was loaded so many times up to now. */
    public TestCacheAssert<K, V> hasLoaded(K key, int times) {
        Assertions.assertThat(loader.loads(key)).as("loads of <%s>", key).isEqualTo(times);
        return this;
    }

    /**
     * So many callers that come together share one load of the key, which no tier may have yet, and hear the same. The
     * load is held up until all of them wait.
     */
    public TestCacheAssert<K, V> loadsOnce(K key, int callers) {
        int before = loader.loads(key);
        List<V> heard = together(key, callers);
        Assertions.assertThat(loader.loads(key) - before)
                .as("loads of <%s>", key)
                .isEqualTo(1);
        Assertions.assertThat(heard).as("answers").hasSize(callers);
        Assertions.assertThat(Set.copyOf(heard)).as("different answers").hasSize(1);
        return this;
    }

    private List<V> together(K key, int callers) {
        loader.hangs(key);
        Mono<Void> release = Mono.fromRunnable(() -> loader.release(key));
        Flux<V> reads = Flux.range(0, callers).flatMap(caller -> actual.get(key), callers);
        return awaited(Flux.merge(reads, release.then(Mono.<V>empty())).collectList());
    }
}
