package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.reactivecache.BulkResult;
import io.reactivecache.LoadRequest;
import io.reactivecache.LoadResult;
import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.WarmOptions;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.resilience4j.CircuitBreakerGuard;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.remote.FaultyRemoteStore;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Pairs of features that meet in the remote tier or in reads of many keys, in virtual time. */
final class TieredFeaturePairsTest {

    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration SHORTLY = Duration.ofMillis(100);
    private static final Set<Long> BOTH = Set.of(1L, 2L);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final InstantSource clock = () -> Instant.ofEpochMilli(1_000_000 + time.now(TimeUnit.MILLISECONDS));
    private final FaultyRemoteStore store = new FaultyRemoteStore(new InMemoryRemoteStore(clock));
    private final InProcessInvalidationLog log = new InProcessInvalidationLog(1);
    private final List<LoadRequest<Long, String>> loads = new ArrayList<>();
    private final List<Set<Long>> bulkLoads = new ArrayList<>();
    private final Map<Long, String> truth = new HashMap<>(Map.of(1L, "one", 2L, "two"));
    private Function<Mono<LoadResult<String>>, Mono<LoadResult<String>>> loading = load -> load;
    private Function<Mono<Map<Long, String>>, Mono<Map<Long, String>>> bulkLoading = load -> load;

    private ReactiveCache<Long, String> node(UnaryOperator<CacheBuilder<Long, String>> settings) {
        return WatchedCaches.build(settings.apply(ReactiveCaches.builder("pairs")
                .keys(Long.class)
                .values(String.class)
                .ttl(TTL)
                .clock(clock)
                .scheduler(time)
                .remote(store)
                .log(log)
                .entryLoader(request -> Mono.defer(() -> load(request)))));
    }

    private ReactiveCache<Long, String> bulkNode(UnaryOperator<CacheBuilder<Long, String>> settings) {
        return node(builder -> settings.apply(builder.bulkLoader(keys -> Mono.defer(() -> loadAll(keys)))));
    }

    private Mono<LoadResult<String>> load(LoadRequest<Long, String> request) {
        loads.add(request);
        return loading.apply(Mono.justOrEmpty(truth.get(request.key())).map(LoadResult::of));
    }

    private Mono<Map<Long, String>> loadAll(Set<Long> keys) {
        bulkLoads.add(keys);
        Map<Long, String> found = new HashMap<>(truth);
        found.keySet().retainAll(keys);
        return bulkLoading.apply(Mono.just(found));
    }

    private static CacheBuilder<Long, String> leased(CacheBuilder<Long, String> builder) {
        return builder.settings(more -> more.remote(remote -> remote.leaseTime(LEASE)));
    }

    private <T> List<T> hear(Mono<T> read) {
        List<T> heard = new ArrayList<>();
        read.subscribe(heard::add);
        return heard;
    }

    private <T> T now(Mono<T> read) {
        List<T> heard = hear(read);
        assertThat(heard).hasSize(1);
        return heard.get(0);
    }

    private Source source(ReactiveCache<Long, String> node, long key) {
        return now(node.lookup(key)).source();
    }

    private void pass(Duration passed) {
        time.advanceTimeBy(passed);
    }

    @AfterEach
    void end() {
        time.dispose();
    }

    @Test
    void bulkAndStaleWhatCannotBeLoadedIsAnsweredStaleAndWhatNeverWasFails() {
        ReactiveCache<Long, String> node = bulkNode(builder -> builder.stale(stale -> stale.max(TTL)));
        now(node.getAll(Set.of(1L)));
        pass(TTL.plusSeconds(1));
        bulkLoading = load -> Mono.error(new IllegalStateException("down"));

        BulkResult<Long, String> result = now(node.getAll(BOTH));

        assertThat(result.values()).containsExactly(Map.entry(1L, "one"));
        assertThat(result.failures()).containsOnlyKeys(2L);
    }

    @Test
    void bulkAndAbsenceAKeyWithoutAValueIsNotAskedForAgain() {
        ReactiveCache<Long, String> node = bulkNode(builder -> builder.ttl(ttl -> ttl.absent(TTL)));
        truth.remove(2L);
        now(node.getAll(BOTH));

        assertThat(now(node.getAll(BOTH)).values()).containsOnlyKeys(1L);
        assertThat(bulkLoads).containsExactly(BOTH);
        assertThat(now(bulkNode(builder -> builder).getAll(BOTH)).values()).containsOnlyKeys(1L);
        assertThat(bulkLoads).hasSize(1);
    }

    @Test
    void bulkAndRemoteOnlyWhatTheRemoteTierLacksIsLoaded() {
        now(bulkNode(builder -> builder).getAll(Set.of(1L)));

        assertThat(now(bulkNode(builder -> builder).getAll(BOTH)).values()).isEqualTo(truth);
        assertThat(bulkLoads).containsExactly(Set.of(1L), Set.of(2L));
    }

    @Test
    void bulkAndFlightWhatSomebodyElseLoadsIsNotWaitedForByTheRest() {
        Sinks.Empty<Void> release = Sinks.empty();
        loading = load -> release.asMono().then(load);
        ReactiveCache<Long, String> node = bulkNode(builder -> builder);
        hear(node.get(1L));
        List<BulkResult<Long, String>> both = hear(node.getAll(BOTH));
        assertThat(bulkLoads).containsExactly(Set.of(2L));
        release.tryEmitEmpty().orThrow();

        assertThat(both)
                .singleElement()
                .satisfies(all -> assertThat(all.values()).isEqualTo(truth));
    }

    @Test
    void bulkAndLeaseOneNodeLoadsAllKeysForTheOther() {
        Sinks.Empty<Void> release = Sinks.empty();
        bulkLoading = load -> release.asMono().then(load);
        List<BulkResult<Long, String>> a =
                hear(bulkNode(TieredFeaturePairsTest::leased).getAll(BOTH));
        List<BulkResult<Long, String>> b =
                hear(bulkNode(TieredFeaturePairsTest::leased).getAll(BOTH));
        pass(SHORTLY);
        release.tryEmitEmpty().orThrow();
        pass(SHORTLY);

        assertThat(bulkLoads).containsExactly(BOTH);
        assertThat(a).singleElement().satisfies(all -> assertThat(all.values()).isEqualTo(truth));
        assertThat(b).singleElement().satisfies(all -> assertThat(all.values()).isEqualTo(truth));
    }

    @Test
    void bulkAndLeaseWhatAnotherNodeLoadsDoesNotHoldUpWhatIsLeft() {
        Sinks.Empty<Void> release = Sinks.empty();
        loading = load -> release.asMono().then(load);
        hear(bulkNode(TieredFeaturePairsTest::leased).get(1L));
        List<BulkResult<Long, String>> b =
                hear(bulkNode(TieredFeaturePairsTest::leased).getAll(BOTH));
        pass(LEASE.plus(SHORTLY));

        assertThat(b).singleElement().satisfies(all -> assertThat(all.values()).isEqualTo(truth));
        release.tryEmitEmpty().orThrow();
    }

    @Test
    void leaseAndAbsenceTheOtherNodeIsToldThatThereIsNone() {
        truth.clear();
        Sinks.Empty<Void> release = Sinks.empty();
        loading = load -> release.asMono().then(load);
        UnaryOperator<CacheBuilder<Long, String>> remembering = builder -> leased(builder.ttl(ttl -> ttl.absent(TTL)));
        hear(node(remembering).get(1L));
        ReactiveCache<Long, String> b = node(remembering);
        hear(b.get(1L));
        release.tryEmitEmpty().orThrow();
        pass(SHORTLY);
        hear(b.get(1L));

        assertThat(loads).hasSize(1);
    }

    @Test
    void leaseAndAdaptiveWhatIsKeptLocallyOnlyIsLoadedByEachNode() {
        Sinks.Empty<Void> release = Sinks.empty();
        loading = load -> release.asMono().then(load.map(LoadResult::keptLocally));
        hear(node(TieredFeaturePairsTest::leased).get(1L));
        List<String> b = hear(node(TieredFeaturePairsTest::leased).get(1L));
        release.tryEmitEmpty().orThrow();
        pass(SHORTLY);

        assertThat(loads).hasSize(2);
        assertThat(b).containsExactly("one");
    }

    @Test
    void leaseAndConditionalTheLeaderIsGivenTheStaleValueOfTheRemoteTier() {
        UnaryOperator<CacheBuilder<Long, String>> stale = builder -> leased(builder.stale(some -> some.max(TTL)));
        now(node(stale).get(1L));
        pass(TTL.plusSeconds(1));
        now(node(stale).get(1L));

        assertThat(loads).hasSize(2);
        assertThat(loads.get(1).previous())
                .hasValueSatisfying(previous -> assertThat(previous.value()).isEqualTo("one"));
    }

    @Test
    void leaseAndPromotionWhatAnotherNodeLoadedIsLeftToTheRemoteTierToo() {
        UnaryOperator<CacheBuilder<Long, String>> picky =
                builder -> leased(builder.promotion(promotion -> promotion.misses(2)));
        Sinks.Empty<Void> release = Sinks.empty();
        loading = load -> release.asMono().then(load);
        hear(node(picky).get(1L));
        ReactiveCache<Long, String> b = node(picky);
        List<Lookup<String>> waiting = hear(b.lookup(1L));
        release.tryEmitEmpty().orThrow();
        pass(SHORTLY);

        assertThat(waiting).extracting(Lookup::source).containsExactly(Source.REMOTE);
        assertThat(source(b, 1)).isEqualTo(Source.REMOTE);
        assertThat(source(b, 1)).isEqualTo(Source.LOCAL);
        assertThat(loads).hasSize(1);
    }

    @Test
    void breakerAndLeaseNobodyAsksForALeaseThatWouldBeTurnedAway() {
        CircuitBreaker breaker = CircuitBreaker.of("redis", CircuitBreakerGuard.remoteTier());
        breaker.transitionToForcedOpenState();
        ReactiveCache<Long, String> node =
                node(builder -> leased(builder.remoteGuard(CircuitBreakerGuard.of(breaker))));

        assertThat(source(node, 1)).isEqualTo(Source.LOADED);
        assertThat(store.calls(RemoteOperation.ACQUIRE)).isZero();
        assertThat(store.calls(RemoteOperation.READ)).isZero();
    }

    @Test
    void breakerAndPromotionWhatTheRemoteTierCannotTakeIsKept() {
        CircuitBreaker breaker = CircuitBreaker.of("redis", CircuitBreakerGuard.remoteTier());
        breaker.transitionToForcedOpenState();
        ReactiveCache<Long, String> node = node(builder ->
                builder.remoteGuard(CircuitBreakerGuard.of(breaker)).promotion(promotion -> promotion.misses(100)));
        now(node.get(1L));

        assertThat(source(node, 1)).isEqualTo(Source.LOCAL);
    }

    @Test
    void bulkAndPromotionEachKeyIsJudgedAlone() {
        truth.put(2L, "far too large");
        ReactiveCache<Long, String> node =
                bulkNode(builder -> builder.sizer(String::length).promotion(promotion -> promotion.maxValueBytes(5)));
        now(node.getAll(BOTH));

        assertThat(source(node, 1)).isEqualTo(Source.LOCAL);
        assertThat(source(node, 2)).isEqualTo(Source.REMOTE);
    }

    @Test
    void warmUpAndPromotionWhatIsNotKeptHereIsInTheRemoteTier() {
        ReactiveCache<Long, String> node = node(builder -> builder.promotion(promotion -> promotion.misses(2)));
        node.warm(Flux.just(1L, 2L), WarmOptions.defaults()).subscribe();
        pass(SHORTLY);

        assertThat(source(node, 1)).isEqualTo(Source.REMOTE);
        assertThat(loads).hasSize(2);
    }

    @Test
    void staleAndPromotionAStaleValueOfTheRemoteTierIsAnsweredThoughItWasNeverKeptHere() {
        ReactiveCache<Long, String> node =
                node(builder -> builder.stale(stale -> stale.max(TTL)).promotion(promotion -> promotion.misses(100)));
        now(node.get(1L));
        pass(TTL.plusSeconds(1));
        loading = load -> Mono.error(new IllegalStateException("down"));

        assertThat(now(node.get(1L))).isEqualTo("one");
    }
}
