package io.reactivecache.test.cache;

import static io.reactivecache.operator.CacheOperators.cachedFlux;
import static io.reactivecache.test.cache.Cluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.config.Truth;
import io.reactivecache.jackson.JsonCodec;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.core.type.TypeReference;

/** Chains of two nodes, each with a source of its own, over one remote store. */
class OperatorsTest {

    private final RemoteStore store = new InMemoryRemoteStore(InstantSource.system());
    private final InProcessInvalidationLog log = new InProcessInvalidationLog(4);
    private final List<ReactiveCache<String, List<Integer>>> nodes = new ArrayList<>();

    private ReactiveCache<String, List<Integer>> node() {
        return node(builder -> builder.truth(Truth.SOURCE));
    }

    private ReactiveCache<String, List<Integer>> node(UnaryOperator<CacheBuilder<String, List<Integer>>> settings) {
        ReactiveCache<String, List<Integer>> node = WatchedCaches.build(settings.apply(ReactiveCaches.builder("numbers")
                .keys(String.class)
                .values(JsonCodec.of(new TypeReference<List<Integer>>() {}))
                .remote(store)
                .log(log)));
        node.ready().block(LIMIT);
        nodes.add(node);
        return node;
    }

    @AfterEach
    void close() {
        nodes.forEach(node -> node.close().block(LIMIT));
    }

    private static Flux<Integer> cached(ReactiveCache<String, List<Integer>> node, Integer... items) {
        return Flux.just(items).transform(cachedFlux(node, "key", 10));
    }

    /** Reads on a node that is closed afterwards, by when what it fills is in the remote store. */
    private static void readAndClose(ReactiveCache<String, List<Integer>> node, Integer... items) {
        StepVerifier.create(cached(node, items))
                .expectNext(items)
                .expectComplete()
                .verify(LIMIT);
        node.close().block(LIMIT);
    }

    @Test
    void aFluxThatOneNodeCollectedIsReplayedByTheOtherAsItIsAskedFor() {
        readAndClose(node(), 1, 2, 3);

        StepVerifier.create(cached(node(), 4), 1)
                .expectNext(1)
                .thenRequest(2)
                .expectNext(2, 3)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void anEmptyFluxIsAnEntryOfTheRemoteTierToo() {
        readAndClose(node());

        StepVerifier.create(cached(node(), 4)).expectComplete().verify(LIMIT);
    }

    @Test
    void anInvalidationByOneNodeLetsTheOtherSubscribeItsSource() {
        ReactiveCache<String, List<Integer>> reader = node();
        StepVerifier.create(cached(reader, 1)).expectNext(1).expectComplete().verify(LIMIT);
        node().invalidate("key").block(LIMIT);

        Eventually.within(LIMIT)
                .passes(() -> assertThat(cached(reader, 2).blockLast(LIMIT)).isEqualTo(2));
    }

    @Test
    void whatASourceBringsToACacheThatIsTheTruthStaysOnItsNode() {
        readAndClose(node(builder -> builder), 1);

        StepVerifier.create(cached(node(builder -> builder), 2))
                .expectNext(2)
                .expectComplete()
                .verify(LIMIT);
    }
}
