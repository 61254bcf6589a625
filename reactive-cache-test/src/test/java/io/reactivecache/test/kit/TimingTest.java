package io.reactivecache.test.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheStats;
import io.reactivecache.Timing;
import io.reactivecache.spi.CallGuard;
import io.reactivecache.spi.Codecs;
import io.reactivecache.test.TestCache;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What the statistics of a cache say of how long its steps took. */
final class TimingTest {

    private static final Duration TOOK = Duration.ofMillis(30);

    private final TestCache<String, String> test = cache(CallGuard.NONE);

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void beforeAnythingHappensEveryTimeIsZero() {
        assertThat(stats(test).loadTimes()).isEqualTo(Timing.NONE);
        assertThat(stats(test).remoteReadTimes()).isEqualTo(Timing.NONE);
        assertThat(stats(test).appendTimes()).isEqualTo(Timing.NONE);
    }

    @Test
    void aLoadIsTimed() {
        test.loader().answers("a", "1").delays("a", TOOK);
        get(test);
        get(test);

        assertTook(stats(test).loadTimes(), TOOK);
        assertThat(stats(test).loadTime()).isEqualTo(TOOK);
    }

    @Test
    void aReadOfTheRemoteTierIsTimed() {
        test.remote().set(RemoteOperation.READ, Fault.delay(TOOK, test.time()));
        get(test);

        assertTook(stats(test).remoteReadTimes(), TOOK);
        assertThat(stats(test).loadTimes().total()).isZero();
    }

    @Test
    void aReadThatHangsIsTimedByItsLimit() {
        test.remote().set(RemoteOperation.READ, Fault.hang());
        test.cache().get("a").subscribe();
        test.advance(Duration.ofSeconds(5));

        assertTook(stats(test).remoteReadTimes(), Duration.ofSeconds(1));
    }

    @Test
    void aReadTheGuardTurnsAwayIsNotTimed() {
        try (TestCache<String, String> shut = cache(new Shut())) {
            get(shut);

            assertThat(stats(shut).remoteReadTimes()).isEqualTo(Timing.NONE);
            assertThat(stats(shut).loads()).isEqualTo(1);
        }
    }

    @Test
    void anAppendIsTimed() {
        test.log().beforeAppend(Fault.delay(TOOK, test.time()));
        test.cache().invalidate("a").subscribe();
        test.advance(TOOK);

        assertTook(stats(test).appendTimes(), TOOK);
    }

    @Test
    void anAppendOfAWideInvalidationIsTimedInEachPartition() {
        test.log().beforeAppend(Fault.delay(TOOK, test.time()));
        test.cache().clear().subscribe();
        test.advance(TOOK);
        int partitions = test.log().appendsDone();

        assertThat(stats(test).appendTimes().count()).isEqualTo(partitions).isPositive();
    }

    private static void assertTook(Timing timing, Duration took) {
        assertThat(timing.count()).isEqualTo(1);
        assertThat(timing.total()).isEqualTo(took);
        assertThat(timing.p50()).isBetween(took, took.plus(took.dividedBy(8)));
        assertThat(timing.p99()).isEqualTo(timing.p50());
    }

    private static void get(TestCache<String, String> cache) {
        cache.cache().get("a").subscribe();
        cache.advance(TOOK);
    }

    private static CacheStats stats(TestCache<String, String> cache) {
        return cache.cache().stats().block();
    }

    private static TestCache<String, String> cache(CallGuard guard) {
        return TestCache.builder(String.class, String.class)
                .remote()
                .codec(Codecs.strings())
                .settings(settings -> settings.remoteGuard(guard))
                .build();
    }

    private static final class Shut implements CallGuard {

        @Override
        public <T> Mono<T> guard(Mono<T> call) {
            return Mono.error(new IllegalStateException("shut"));
        }

        @Override
        public boolean isOpen() {
            return true;
        }
    }
}
