package io.reactivecache.test.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.spi.CacheGauge;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.CallGuard;
import io.reactivecache.spi.Codecs;
import io.reactivecache.test.TestCache;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What is published of loads in flight, and of what lies around them. */
final class GaugesTest {

    private final Meters meters = new Meters();
    private final Switch breaker = new Switch();
    private final TestCache<String, String> test = TestCache.builder(String.class, String.class)
            .remote()
            .codec(Codecs.strings())
            .settings(settings -> settings.metrics(meters).remoteGuard(breaker).flight(flight -> flight.maxFlights(1)))
            .build();

    @AfterEach
    void close() {
        test.loader().release("a");
        test.close();
    }

    @Test
    void aFlightIsThereFromItsBeginningToItsEnd() {
        test.loader().answers("a", "1").hangs("a");
        assertThat(meters.gauge(CacheGauge.FLIGHTS)).isZero();
        test.cache().get("a").subscribe();
        assertThat(meters.gauge(CacheGauge.FLIGHTS)).isEqualTo(1);
        test.loader().release("a");

        assertThat(meters.gauge(CacheGauge.FLIGHTS)).isZero();
    }

    @Test
    void whoWaitsForTheLoadOfAnotherHasJoinedIt() {
        test.loader().answers("a", "1").hangs("a");
        test.cache().get("a").subscribe();
        assertThat(meters.count(CacheMeter.FLIGHT_JOINED)).isZero();
        test.cache().get("a").subscribe();
        test.cache().get("a").subscribe();

        assertThat(meters.count(CacheMeter.FLIGHT_JOINED)).isEqualTo(2);
        assertThat(meters.count(CacheMeter.LOCAL_MISS)).isEqualTo(3);
    }

    @Test
    void aLoadThereIsNoRoomForIsRejected() {
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        test.loader().hangs("a");
        test.cache().get("a").subscribe();
        test.cache().get("b").subscribe(null, refusal::set);

        assertThat(refusal.get()).isInstanceOf(CacheOverloadedException.class);
        assertThat(meters.count(CacheMeter.FLIGHT_REJECTED)).isEqualTo(1);
    }

    @Test
    void theBreakerIsOpenWhileTheGuardSaysSo() {
        assertThat(meters.gauge(CacheGauge.BREAKER_OPEN)).isZero();
        breaker.open = true;

        assertThat(meters.gauge(CacheGauge.BREAKER_OPEN)).isEqualTo(1);
    }

    @Test
    void markersAreThoseEntriesAreJudgedBy() {
        double before = meters.gauge(CacheGauge.MARKERS);
        test.cache().invalidateTag("fruit").subscribe();

        assertThat(meters.gauge(CacheGauge.MARKERS)).isEqualTo(before + 1);
    }

    @Test
    void withALogInTheProcessNothingLags() {
        assertThat(meters.gauge(CacheGauge.LAG)).isZero();
    }

    private static final class Switch implements CallGuard {

        private boolean open;

        @Override
        public <T> Mono<T> guard(Mono<T> call) {
            return call;
        }

        @Override
        public boolean isOpen() {
            return open;
        }
    }
}
