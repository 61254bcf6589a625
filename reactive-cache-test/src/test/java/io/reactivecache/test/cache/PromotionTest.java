package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.KEY;
import static io.reactivecache.test.cache.Cluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.LoadResult;
import io.reactivecache.ReadOptions;
import io.reactivecache.Source;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.config.PromotionConfigBuilder;
import io.reactivecache.datasketches.SketchHotKeys;
import io.reactivecache.test.cache.Cluster.Node;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What the local tier keeps of what the remote tier has. */
class PromotionTest {

    private static final long OTHER = 43;

    private final HandClock clock = new HandClock();
    private final Cluster cluster = new Cluster(clock);

    @BeforeEach
    void setTruth() {
        cluster.truth.set(KEY, "small");
        cluster.truth.set(OTHER, "too large");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void valuesAboveTheSizeStayInTheRemoteTier() {
        Node node = node(promotion -> promotion.maxValueBytes(5));

        assertThat(source(node, KEY)).isEqualTo(Source.LOADED);
        assertThat(source(node, OTHER)).isEqualTo(Source.LOADED);
        assertThat(source(node, KEY)).isEqualTo(Source.LOCAL);
        assertThat(source(node, OTHER)).isEqualTo(Source.REMOTE);
        assertThat(cluster.truth.loads()).isEqualTo(2);
        assertThat(node.localSize()).isEqualTo(1);
    }

    @Test
    void aValueIsKeptWhenItsKeyMissedOftenEnough() {
        Node node = node(promotion -> promotion.misses(3));

        assertThat(node.source()).isEqualTo(Source.LOADED);
        assertThat(node.source()).isEqualTo(Source.REMOTE);
        assertThat(node.source()).isEqualTo(Source.REMOTE);
        assertThat(node.source()).isEqualTo(Source.LOCAL);
    }

    @Test
    void missesLongAgoDoNotCount() {
        Node node = node(promotion -> promotion.misses(2).missWindow(Duration.ofSeconds(10)));

        node.get();
        clock.advance(Duration.ofSeconds(20));
        node.get();
        assertThat(node.source()).isEqualTo(Source.REMOTE);
        assertThat(node.source()).isEqualTo(Source.LOCAL);
    }

    @Test
    void onlyValuesOfHotKeysAreKept() {
        SketchHotKeys<Long> hotKeys =
                SketchHotKeys.<Long>builder(clock).minReads(10).build();
        Node node = node(PromotionConfigBuilder::hotOnly, builder -> builder.hotKeys(hotKeys));

        node.get();
        assertThat(node.source()).isEqualTo(Source.REMOTE);
        for (int i = 0; i < 20; i++) {
            node.get();
        }
        clock.advance(Duration.ofSeconds(2));
        node.get();
        node.get();
        assertThat(node.source()).isEqualTo(Source.LOCAL);
        assertThat(source(node, OTHER)).isEqualTo(Source.LOADED);
        assertThat(source(node, OTHER)).isEqualTo(Source.REMOTE);
    }

    @Test
    void nothingIsKeptWhileTheHeapIsTooFull() {
        System.gc();
        Node node = node(promotion -> promotion.maxHeap(Double.MIN_VALUE));

        node.get();
        assertThat(node.source()).isEqualTo(Source.REMOTE);
        assertThat(node.localSize()).isZero();
    }

    @Test
    void aRefreshWhoseValueIsNotKeptTakesTheOldOneOut() {
        Node node = node(promotion -> promotion.maxValueBytes(5));
        node.get();
        cluster.truth.set(KEY, "now too large");
        node.cache().with(ReadOptions.none().refresh()).get(KEY).block(LIMIT);

        assertThat(node.localSize()).isZero();
        assertThat(node.get()).isEqualTo("now too large");
        assertThat(node.source()).isEqualTo(Source.REMOTE);
    }

    @Test
    void whatTheRemoteTierIsNotGivenIsKept() {
        Node node = node(
                promotion -> promotion.misses(100),
                builder -> builder.entryLoader(
                        request -> Mono.just(LoadResult.of("here").keptLocally())));

        node.get();
        assertThat(node.source()).isEqualTo(Source.LOCAL);
    }

    @Test
    void whileTheRemoteTierIsAwayEverythingIsKept() {
        Node node = node(promotion -> promotion.misses(100));
        cluster.store.setAvailable(false);

        node.get();
        assertThat(node.source()).isEqualTo(Source.LOCAL);
        assertThat(cluster.truth.loads()).isEqualTo(1);
    }

    @Test
    void whatWasPutIsKept() {
        Node node = node(promotion -> promotion.misses(100));

        node.put("mine");
        assertThat(node.source()).isEqualTo(Source.LOCAL);
    }

    private Node node(Consumer<PromotionConfigBuilder> promotion) {
        return node(promotion, builder -> builder);
    }

    private Node node(Consumer<PromotionConfigBuilder> promotion, UnaryOperator<CacheBuilder<Long, String>> settings) {
        return cluster.node(builder ->
                settings.apply(builder.clock(clock).sizer(String::length).promotion(promotion)));
    }

    private static Source source(Node node, long key) {
        return node.cache().lookup(key).block(LIMIT).source();
    }
}
