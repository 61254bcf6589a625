package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.KEY;
import static io.reactivecache.test.cache.Cluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Freshness;
import io.reactivecache.LoadResult;
import io.reactivecache.Lookup;
import io.reactivecache.ReadOptions;
import io.reactivecache.Source;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.test.cache.Cluster.Node;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Values that are fresh in one tier and not in the other. */
class TieredFreshnessTest {

    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration LOCAL = Duration.ofMinutes(1);
    private static final Duration REMOTE = Duration.ofMinutes(10);

    private final HandClock clock = new HandClock();
    private final Cluster cluster = new Cluster(clock);

    @BeforeEach
    void theTruthHasAValue() {
        cluster.truth.set(KEY, "value");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aValueThatIsOverHereIsAnsweredByTheRemoteTierWhileItIsFreshThere() {
        Node a = node(builder -> builder);
        a.get();
        clock.advance(LOCAL.minus(MILLI));
        assertThat(a.source()).isEqualTo(Source.LOCAL);
        clock.advance(MILLI);
        assertThat(a.source()).isEqualTo(Source.REMOTE);
        assertThat(a.source()).isEqualTo(Source.LOCAL);
        clock.advance(REMOTE.minus(LOCAL));

        assertThat(a.source()).isEqualTo(Source.LOADED);
        assertThat(cluster.truth.loads()).isEqualTo(2);
    }

    @Test
    void aValueThatIsStaleHereIsAnsweredByTheRemoteTierWhileItIsFreshThere() {
        Node a = node(builder -> builder.stale(stale -> stale.max(REMOTE)));
        a.get();
        clock.advance(LOCAL);
        Lookup<String> found = a.cache().lookup(KEY).block(LIMIT);

        assertThat(found.source()).isEqualTo(Source.REMOTE);
        assertThat(found.age()).isEqualTo(LOCAL);
        assertThat(cluster.truth.loads()).isEqualTo(1);
        assertThat(a.source()).isEqualTo(Source.LOCAL);
    }

    @Test
    void aRevalidationIsAnsweredByTheRemoteTierWhileTheValueIsFreshThere() {
        Node a = node(builder -> builder.stale(stale -> stale.revalidate(REMOTE)));
        a.get();
        clock.advance(LOCAL);
        assertFound(a, "value", Freshness.REVALIDATING);

        assertFound(a, "value", Freshness.FRESH);
        assertThat(cluster.truth.loads()).isEqualTo(1);
    }

    @Test
    void whatARefreshFindsAbsentIsNotAnsweredByTheRemoteTierAgain() {
        Node a = cluster.node(builder -> builder.clock(clock).ttl(LOCAL).stale(stale -> stale.eager(0.5)));
        a.get();
        cluster.truth.delete(KEY).block(LIMIT);
        clock.advance(LOCAL.dividedBy(2));
        assertThat(a.get()).isEqualTo("value");
        clock.advance(MILLI);

        assertThat(a.cache().get(KEY).blockOptional(LIMIT)).isEmpty();
        assertThat(cluster.truth.loads()).isEqualTo(3);
    }

    @Test
    void aDefaultGivesWayToTheValueTheRemoteTierHas() {
        Node a = node(builder -> builder);
        a.get();
        Node b = node(builder -> builder.defaultValue(key -> Optional.of("default"))
                .entryLoader(request -> Mono.error(new IllegalStateException("down"))));
        cluster.store.setAvailable(false);
        assertFound(b, "default", Freshness.DEFAULT);
        cluster.store.setAvailable(true);

        assertThat(b.cache().with(ReadOptions.none().skipLocal()).get(KEY).block(LIMIT))
                .isEqualTo("value");
    }

    @Test
    void aValueOlderThanTheStaleOneHereIsNoAnswer() {
        Node a = node(builder -> builder.stale(stale -> stale.max(REMOTE)));
        a.get();
        clock.advance(LOCAL);
        cluster.truth.set(KEY, "new");
        a.cache().with(ReadOptions.none().refresh().skipRemote()).get(KEY).block(LIMIT);
        clock.advance(LOCAL);

        assertFound(a, "new", Freshness.FRESH);
        assertThat(cluster.remoteValue()).contains("new");
    }

    @Test
    void anEagerRefreshIsNotAnsweredByTheRemoteTiersCopyOfTheSameValue() {
        Node a = node(builder -> builder.ttl(ttl -> ttl.local(REMOTE)).stale(stale -> stale.eager(0.5)));
        a.get();
        clock.advance(REMOTE.dividedBy(2));
        cluster.truth.set(KEY, "new");
        assertFound(a, "value", Freshness.FRESH);

        assertFound(a, "new", Freshness.FRESH);
        assertThat(cluster.remoteValue()).contains("new");
    }

    @Test
    void anEagerRefreshIsAnsweredByWhatAnotherNodeLoadedSince() {
        Node a = node(builder -> builder.ttl(ttl -> ttl.local(REMOTE)).stale(stale -> stale.eager(0.5)));
        Node b = node(builder -> builder.ttl(ttl -> ttl.local(REMOTE)));
        a.get();
        clock.advance(REMOTE.dividedBy(4));
        cluster.truth.set(KEY, "new");
        b.cache().with(ReadOptions.none().refresh()).get(KEY).block(LIMIT);
        clock.advance(REMOTE.dividedBy(4));
        assertFound(a, "value", Freshness.FRESH);

        assertFound(a, "new", Freshness.FRESH);
        assertThat(cluster.truth.loads()).isEqualTo(2);
    }

    @Test
    void aValueOfTheRemoteTierIsFreshHereNoLongerThanThere() {
        Node a = node(builder -> builder);
        a.get();
        clock.advance(REMOTE.minus(LOCAL.dividedBy(2)));
        Node b = node(builder -> builder);
        assertThat(b.source()).isEqualTo(Source.REMOTE);
        clock.advance(LOCAL.dividedBy(2).minus(MILLI));
        assertThat(b.source()).isEqualTo(Source.LOCAL);
        clock.advance(MILLI);

        assertThat(b.source()).isEqualTo(Source.LOADED);
    }

    @Test
    void theLoadersTtlOfTheRemoteTierCountsThere() {
        Node a = node(builder ->
                builder.entryLoader(request -> Mono.just(LoadResult.of("short").remoteTtl(LOCAL.dividedBy(2)))));
        a.get();
        assertThat(cluster.remoteValue()).contains("short");
        clock.advance(LOCAL.dividedBy(2));

        assertThat(cluster.remoteValue()).isEmpty();
        assertThat(a.source()).isEqualTo(Source.LOCAL);
    }

    @Test
    void whatHasNoTtlOrIsKeptLocallyDoesNotGoToTheRemoteTier() {
        Node a = node(builder ->
                builder.entryLoader(request -> Mono.just(LoadResult.of("zero").remoteTtl(Duration.ZERO))));
        Node b = node(builder ->
                builder.entryLoader(request -> Mono.just(LoadResult.of("local").keptLocally())));

        assertThat(a.get()).isEqualTo("zero");
        assertThat(b.get()).isEqualTo("local");
        assertThat(a.source()).isEqualTo(Source.LOCAL);
        assertThat(b.source()).isEqualTo(Source.LOCAL);
        assertThat(a.remote().calls(RemoteOperation.FILL)).isZero();
        assertThat(b.remote().calls(RemoteOperation.FILL)).isZero();
    }

    @Test
    void theCallersTtlCountsInBothTiers() {
        Node a = node(builder -> builder);
        a.cache().with(ReadOptions.none().ttl(LOCAL.dividedBy(2))).get(KEY).block(LIMIT);
        clock.advance(LOCAL.dividedBy(2));

        assertThat(cluster.remoteValue()).isEmpty();
        assertThat(a.source()).isEqualTo(Source.LOADED);
    }

    @Test
    void aStaleValueIsNeverPutIntoTheRemoteTier() {
        Node a = failingAfterTheFirst(builder -> builder.stale(stale -> stale.max(REMOTE)));
        a.get();
        clock.advance(REMOTE);
        assertFound(a, "first", Freshness.FAILED);
        assertFound(a, "first", Freshness.THROTTLED);

        assertThat(a.remote().calls(RemoteOperation.FILL)).isEqualTo(1);
        assertThat(cluster.remoteEntry())
                .hasValueSatisfying(kept -> assertThat(kept.age()).isGreaterThanOrEqualTo(kept.freshFor()));
    }

    @Test
    void aDefaultIsNeverPutIntoTheRemoteTier() {
        Node a = failingAfterTheFirst(builder -> builder.defaultValue(key -> Optional.of("default")));
        a.get();
        clock.advance(REMOTE);
        assertFound(a, "default", Freshness.DEFAULT);
        assertFound(a, "default", Freshness.DEFAULT);

        assertThat(a.remote().calls(RemoteOperation.FILL)).isEqualTo(1);
        assertThat(cluster.remoteValue()).isEmpty();
    }

    private Node failingAfterTheFirst(UnaryOperator<CacheBuilder<Long, String>> settings) {
        return node(builder -> settings.apply(builder)
                .entryLoader(request -> cluster.truth
                        .load(request.key())
                        .flatMap(value -> cluster.truth.loads() == 1
                                ? Mono.just(LoadResult.of("first"))
                                : Mono.error(new IllegalStateException("down")))));
    }

    private Node node(UnaryOperator<CacheBuilder<Long, String>> settings) {
        return cluster.node(builder ->
                settings.apply(builder.clock(clock).ttl(ttl -> ttl.local(LOCAL).remote(REMOTE))));
    }

    private static void assertFound(Node node, String value, Freshness freshness) {
        Lookup<String> found = node.cache().lookup(KEY).block(LIMIT);
        assertThat(found.value()).isEqualTo(value);
        assertThat(found.freshness()).isEqualTo(freshness);
    }
}
