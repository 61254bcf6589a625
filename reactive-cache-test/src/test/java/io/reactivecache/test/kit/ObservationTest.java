package io.reactivecache.test.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.reactivecache.micrometer.MicrometerCacheObserver;
import io.reactivecache.spi.CacheObserver;
import io.reactivecache.spi.Codecs;
import io.reactivecache.test.TestCache;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What Micrometer observes of a whole cache. */
final class ObservationTest {

    private static final String KEY = "micrometer.observation";
    private static final String SECRET = "iban-DE02120300000000202051";

    private final RecordedObservations observed = new RecordedObservations();
    private final ObservationRegistry registry = observed.registry();
    private final Observation request = Observation.start("request", registry);
    private final TestCache<String, String> test = cache(MicrometerCacheObserver.of(registry));

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aReadIsObservedTierByTierAsPartOfItsCaller() {
        test.loader().answers(SECRET, "1");
        within(request, test.cache().get(SECRET));

        assertThat(observed.told())
                .containsExactly(
                        "cache.remote{cache=orders,result=success} in request",
                        "cache.load{cache=orders,result=success} in request");
    }

    @Test
    void aLocalHitIsNotObserved() {
        test.loader().answers(SECRET, "1");
        within(request, test.cache().get(SECRET));
        within(request, test.cache().get(SECRET));

        assertThat(observed.told()).hasSize(2);
    }

    @Test
    void aWriteIsObservedWhereItIsAppended() {
        within(request, test.cache().put(SECRET, "2"));

        assertThat(observed.told()).containsExactly("cache.append{cache=orders,result=success} in request");
    }

    @Test
    void whatALoaderCallsIsPartOfTheLoad() {
        test.loader().answers(SECRET, "1");
        within(request, test.cache().get(SECRET));
        Observation seen = test.loader().contexts().get(0).get(KEY);

        assertThat(seen.getContext().getName()).isEqualTo("cache.load");
    }

    @Test
    void aLoadOfManyKeysIsObservedOnce() {
        test.loader().answers("a", "1").answers("b", "2");
        within(request, test.cache().getAll(List.of("a", "b")));

        assertThat(observed.told())
                .filteredOn(told -> told.startsWith("cache.load"))
                .containsExactly("cache.load{cache=orders,result=success} in request");
    }

    @Test
    void ofAFailureNothingIsToldButItsType() {
        test.loader().fails(SECRET, new IllegalStateException("no row " + SECRET));
        within(request, test.cache().get(SECRET).onErrorComplete());

        assertThat(observed.told())
                .last()
                .isEqualTo("cache.load{cache=orders,result=failure} in request: java.lang.IllegalStateException");
    }

    @Test
    void aReadThatTakesTooLongIsCancelled() {
        test.remote().set(RemoteOperation.READ, Fault.hang());
        within(request, test.cache().get(SECRET));
        test.advance(Duration.ofSeconds(1));

        assertThat(observed.told()).first().isEqualTo("cache.remote{cache=orders,result=cancelled} in request");
    }

    @Test
    void aReadOfNobodyIsObservedByItself() {
        test.loader().answers(SECRET, "1");
        test.cache().get(SECRET).subscribe();

        assertThat(observed.told()).last().isEqualTo("cache.load{cache=orders,result=success}");
    }

    @Test
    void withoutAnObserverALoaderSeesWhatItsCallerHas() {
        try (TestCache<String, String> plain = cache(CacheObserver.NONE)) {
            within(request, plain.cache().get(SECRET));

            assertThat(plain.loader().contexts().get(0).<Observation>get(KEY)).isSameAs(request);
            assertThat(observed.told()).isEmpty();
        }
    }

    private static void within(Observation caller, Mono<?> operation) {
        operation.contextWrite(context -> context.put(KEY, caller)).subscribe();
    }

    private static TestCache<String, String> cache(CacheObserver observer) {
        return TestCache.builder(String.class, String.class)
                .name("orders")
                .remote()
                .codec(Codecs.strings())
                .settings(settings -> settings.observer(observer))
                .build();
    }
}
