package shop;

import static io.reactivecache.test.CacheAssertions.assertThat;

import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.spi.Codecs;
import io.reactivecache.test.TestCache;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PricesTest {

    private final TestCache<Long, String> test = TestCache.builder(Long.class, String.class)
            .remote()
            .codec(Codecs.strings())
            .settings(cache -> cache.ttl(Duration.ofMinutes(5)))
            .build();

    @AfterEach
    void close() {
        test.close();
    }

    /** What the shop has made of the cache. */
    private static Mono<String> label(ReactiveCache<Long, String> prices, long product) {
        return prices.get(product).map(price -> price + " EUR");
    }

    @Test
    void aPriceIsReadOnceInFiveMinutes() {
        test.loader().answers(1L, "9.99");
        StepVerifier.create(label(test.cache(), 1)).expectNext("9.99 EUR").verifyComplete();
        assertThat(test).answers(1L).with("9.99").from(Source.LOCAL);

        test.advance(Duration.ofMinutes(5));

        assertThat(test).answers(1L).from(Source.LOADED);
        assertThat(test).hasLoaded(1L, 2).isQuiet();
    }
}
