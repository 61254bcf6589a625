package io.reactivecache.test.docs;

import static io.reactivecache.test.CacheAssertions.assertThat;
import static io.reactivecache.test.CacheSteps.answer;

import io.reactivecache.Freshness;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.WriteFailedException;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.spi.Codecs;
import io.reactivecache.test.RecordingLoader;
import io.reactivecache.test.TestCache;
import io.reactivecache.test.fault.Corruption;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.quiet.QuietTest;
import io.reactivecache.test.remote.RemoteOperation;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** Tests as docs/testing.md shows them. */
@RedisTest
@QuietTest
final class TestingExampleTest {

    // tag::example[]
    private final TestCache<Long, String> test = TestCache.builder(Long.class, String.class)
            .remote()
            .codec(Codecs.strings())
            .writer()
            .settings(cache -> cache.ttl(Duration.ofMinutes(5))
                    .stale(stale -> stale.max(Duration.ofHours(1)))
                    .flight(flight -> flight.maxLoadTime(Duration.ofSeconds(10))))
            .build();
    private final Labels labels = new Labels(test.cache());

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aPriceIsLoadedOnceInFiveMinutes() {
        test.loader().answers(1L, "9.99");
        StepVerifier.create(labels.label(1)).expectNext("9.99 EUR").verifyComplete();
        assertThat(test).answers(1L).with("9.99").from(Source.LOCAL);

        test.advance(Duration.ofMinutes(5));

        assertThat(test).answers(1L).from(Source.LOADED).isFresh();
        assertThat(test).hasLoaded(1L, 2);
    }
    // end::example[]

    @Test
    void aPriceThatChangesWhileItIsLoadedIsLoadedAgain() {
        // tag::race[]
        test.loader().answers(1L, "9.99").hangs(1L);
        StepVerifier.create(labels.label(1))
                .then(() -> test.loader().answers(1L, "7.99"))
                .then(() -> test.cache().invalidate(1L).subscribe())
                .then(() -> test.loader().release(1L))
                .expectNext("9.99 EUR")
                .verifyComplete();

        assertThat(test).hasNothingFor(1L);
        assertThat(test).answers(1L).with("7.99").from(Source.LOADED);
        // end::race[]
    }

    @Test
    void aSlowDatabase() {
        // tag::time[]
        test.loader().answers(1L, "9.99").delays(1L, Duration.ofSeconds(3));
        StepVerifier.create(test.cache().lookup(1L))
                .then(() -> test.advance(Duration.ofSeconds(3)))
                .expectNextMatches(answer("9.99", Source.LOADED))
                .verifyComplete();
        // end::time[]
    }

    @Test
    void theDatabaseIsAway() {
        // tag::stale[]
        test.loader().answers(1L, "9.99");
        assertThat(test).answers(1L);
        test.advance(Duration.ofMinutes(5));
        test.loader().fails(1L, new IllegalStateException("away"));

        assertThat(test).answers(1L).with("9.99").is(Freshness.FAILED);
        // end::stale[]
    }

    @Test
    void partsFail() {
        // tag::faults[]
        test.loader().answers(1L, "9.99");
        test.remote().set(RemoteOperation.READ, Fault.hang());
        StepVerifier.create(labels.label(1))
                .then(() -> test.advance(Duration.ofSeconds(10)))
                .expectNext("9.99 EUR")
                .verifyComplete();

        test.remote().heal();
        test.remote().corrupt(Corruption.flip(3));
        assertThat(test).answers(1L).with("9.99");

        test.log().beforeAppend(Fault.fail(() -> new IllegalStateException("no leader")));
        StepVerifier.create(test.cache().put(1L, "8.99")).verifyError(WriteFailedException.class);

        test.log().beforeAppend(Fault.NONE);
        test.writer().fails(2L, new IllegalStateException("read only"));
        StepVerifier.create(test.cache().put(2L, "1.99")).verifyError(WriteFailedException.class);
        assertThat(test).hasNothingFor(2L);
        // end::faults[]
    }

    @Test
    void callersThatComeTogether() {
        // tag::flight[]
        test.loader().answers(1L, "9.99");

        assertThat(test).loadsOnce(1L, 1_000).isQuiet();
        // end::flight[]
    }

    // tag::redis[]
    @Test
    void pricesAreAnsweredWhileRedisIsAway(RedisServer redis) {
        RecordingLoader<Long, String> database = new RecordingLoader<Long, String>().answers(1L, "9.99");
        RedisRemoteStore store = RedisRemoteStore.create(redis.uri());
        ReactiveCache<Long, String> prices = ReactiveCaches.builder("prices")
                .keys(Long.class)
                .values(Codecs.strings())
                .remote(store)
                .loader(database)
                .build();
        assertThat(prices).answers(1L).from(Source.LOADED);

        redis.kill();

        assertThat(prices).answers(1L).from(Source.LOCAL);
        prices.close().block();
        store.dispose();
    }
    // end::redis[]
}
