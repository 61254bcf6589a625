package io.reactivecache.test;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import reactor.core.publisher.Flux;

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
     * So many callers that come together share one load of the key, which no tier may have yet, and hear the same. The load is
     * held up until all of them wait.
     */
    public TestCacheAssert<K, V> loadsOnce(K key, int callers) {
        int before = loader.loads(key);
        loader.hangs(key);
        Flux<Object> reads = Flux.merge(
                Flux.range(0, callers).flatMap(caller -> actual.get(key).cast(Object.class), callers),
                Flux.defer(() -> {
                    loader.release(key);
                    return Flux.empty();
                }));
        List<Object> heard = reads.collectList().block(LIMIT);
        Assertions.assertThat(loader.loads(key) - before)
                .as("loads of <%s>", key)
                .isEqualTo(1);
        Assertions.assertThat(heard).hasSize(callers);
        Assertions.assertThat(IntStream.range(1, callers))
                .allMatch(caller -> heard.get(caller).equals(heard.get(0)));
        return this;
    }
}
