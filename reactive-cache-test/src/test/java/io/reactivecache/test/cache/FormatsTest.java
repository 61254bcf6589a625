package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.KEY;
import static io.reactivecache.test.cache.Cluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.jackson.JsonCodec;
import io.reactivecache.lz4.Lz4Compression;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.Compression;
import io.reactivecache.spi.Compressions;
import io.reactivecache.spi.Payload;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.quiet.WatchedCaches;
import java.time.Duration;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposables;
import reactor.test.StepVerifier;

/** Nodes that write values in different ways, and share what they can read of each other. */
class FormatsTest {

    private static final String LARGE = "a".repeat(10_000);
    private static final Compression LZ4 = Lz4Compression.create();
    private static final Compression GZIP = Compressions.gzip();

    private final Cluster cluster = new Cluster();
    private ToLongFunction<CacheMeter> counts = meter -> 0;

    @AfterEach
    void close() {
        cluster.close();
    }

    private Cluster.Node node(UnaryOperator<CacheBuilder<Long, String>> settings) {
        return cluster.node(settings);
    }

    private CacheBuilder<Long, String> counted(CacheBuilder<Long, String> builder) {
        return builder.metrics((cache, published, localSize, timings) -> {
            counts = published;
            return Disposables.disposed();
        });
    }

    private Payload stored() {
        String key = "cluster:0:" + KEY;
        Eventually.within(LIMIT)
                .holds(
                        "filled",
                        () -> cluster.store
                                .read(key, Duration.ZERO)
                                .block(LIMIT)
                                .entry()
                                .isPresent());
        StoredEntry entry =
                cluster.store.read(key, Duration.ZERO).block(LIMIT).entry().orElseThrow();
        return entry.payload().orElseThrow();
    }

    @Test
    void largeValuesAreCompressedAndSmallOnesAreNot() {
        Cluster.Node node = node(builder -> builder.compression(LZ4));
        node.put(LARGE);
        assertThat(stored().compression()).isEqualTo(LZ4.id());
        assertThat(stored().bytes()).hasSizeLessThan(LARGE.length() / 10);

        node.put("small");
        assertThat(stored().compression()).isZero();
        assertThat(node(builder -> builder.settings(
                                settings -> settings.remote(remote -> remote.compressionThreshold(100))))
                        .source())
                .isEqualTo(Source.REMOTE);
    }

    @Test
    void aNodeReadsWhatIsUnderTheFormerCompressionAndWritesItsOwn() {
        node(builder -> builder.compression(LZ4)).put(LARGE);
        Cluster.Node later = node(builder -> builder.compression(GZIP, LZ4));

        assertThat(later.source()).isEqualTo(Source.REMOTE);
        assertThat(later.get()).isEqualTo(LARGE);
        later.put(LARGE + "b");
        assertThat(stored().compression()).isEqualTo(GZIP.id());
    }

    @Test
    void aNodeWithoutTheCompressionLoads() {
        node(builder -> builder.compression(LZ4)).put(LARGE);
        Cluster.Node without = node(builder -> builder);

        assertThat(without.source()).isEqualTo(Source.LOADED);
        assertThat(without.get()).isEqualTo(LARGE);
    }

    @Test
    void aNodeOfAnotherStructureOfTheTypeLoads() {
        node(builder -> builder).put("value");
        Cluster.Node later = cluster.node(JsonCodec.of(String.class).withFingerprint(5), this::counted);

        assertThat(later.source()).isEqualTo(Source.LOADED);
        assertThat(later.get()).isEqualTo("value");
        assertThat(counts.applyAsLong(CacheMeter.REMOTE_FOREIGN)).isEqualTo(1);
        assertThat(counts.applyAsLong(CacheMeter.REMOTE_DAMAGED)).isZero();
    }

    @Test
    void aValueBeyondTheLimitIsKeptLocallyOnly() {
        cluster.truth.set(KEY, LARGE);
        Cluster.Node node = node(builder ->
                counted(builder).settings(settings -> settings.remote(remote -> remote.maxValueBytes(9_999))));

        assertThat(node.source()).isEqualTo(Source.LOADED);
        assertThat(node.source()).isEqualTo(Source.LOCAL);
        assertThat(node.get()).isEqualTo(LARGE);
        assertThat(cluster.remoteValue()).isEmpty();
        assertThat(counts.applyAsLong(CacheMeter.REMOTE_UNWRITTEN)).isEqualTo(1);
        assertThat(counts.applyAsLong(CacheMeter.REMOTE_FAILURE)).isZero();
    }

    @Test
    void aLargerLimitIsThatOfTheDefaultCodecToo() {
        ReactiveCache<Long, String> cache = WatchedCaches.build(ReactiveCaches.builder("cluster")
                .keys(Long.class)
                .values(String.class)
                .settings(settings -> settings.remote(remote -> remote.maxValueBytes(20 << 20)))
                .remote(cluster.store));
        cache.put(KEY, "a".repeat(17 << 20)).block(LIMIT);

        assertThat(stored().bytes()).hasSize((17 << 20) + 2);
        cache.close().block(LIMIT);
    }

    @Test
    void aPutBeyondTheLimitLeavesTheKeyEmptyAndTheTruthWritten() {
        node(builder -> builder).put("small");
        Cluster.Node node = node(builder ->
                counted(builder).settings(settings -> settings.remote(remote -> remote.maxValueBytes(9_999))));
        node.put(LARGE);

        assertThat(cluster.remoteValue()).isEmpty();
        assertThat(node.source()).isEqualTo(Source.LOCAL);
        assertThat(node.get()).isEqualTo(LARGE);
        assertThat(cluster.remoteValue()).isEmpty();
        assertThat(counts.applyAsLong(CacheMeter.REMOTE_UNWRITTEN)).isEqualTo(1);
        assertThat(counts.applyAsLong(CacheMeter.REPAIR_OWED)).isZero();
    }

    @Test
    void whereTheCacheIsTheTruthAPutBeyondTheLimitFails() {
        ReactiveCache<String, String> sessions = WatchedCaches.build(ReactiveCaches.builder("sessions")
                .keys(String.class)
                .values(String.class)
                .settings(settings -> settings.remote(remote -> remote.maxValueBytes(9_999)))
                .remote(cluster.store));

        StepVerifier.create(sessions.put("k", LARGE))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                WriteFailedException.class,
                                failed -> assertThat(failed.step()).isEqualTo(Step.SETTLE))
                        .hasRootCauseMessage("value: 10002 bytes (expected: <= 9999 bytes)"))
                .verify(LIMIT);
        sessions.close().block(LIMIT);
    }
}
