package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheWrites;
import io.reactivecache.Source;
import io.reactivecache.WriteOptions;
import io.reactivecache.jackson.CborCodec;
import io.reactivecache.jackson.JsonCodec;
import io.reactivecache.lz4.Lz4Compression;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.test.cache.Cluster.Node;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a single write does otherwise than the cache is set to, as both tiers and another node see it. */
class WriteTermsTest {

    private static final Duration LIMIT = Cluster.LIMIT;
    private static final String LARGE = "a".repeat(10_000);

    private final Cluster cluster = new Cluster();
    private final Node a = node();
    private final Node b = node();

    private Node node() {
        return cluster.node(
                JsonCodec.of(String.class),
                CborCodec.of(String.class),
                builder -> builder.compression(Lz4Compression.create()));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aTtlHoldsInBothTiersAndTheJitterShortensIt() {
        put(WriteOptions.none().ttl(Duration.ofSeconds(40)).jitter(0));
        assertThat(stored().freshFor()).isEqualTo(Duration.ofSeconds(40));
        put(WriteOptions.none().ttl(Duration.ofSeconds(40)).jitter(1));

        assertThat(stored().freshFor()).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void byATagOfAPutItsEntriesAreMeant() {
        put(WriteOptions.none().tags("shop:1"));
        assertThat(stored().tags()).containsExactly("shop:1");
        assertThat(a.source()).isEqualTo(Source.LOCAL);
        assertThat(b.source()).isEqualTo(Source.REMOTE);
        cluster.truth.set(KEY, "changed");
        b.cache().invalidateTag("shop:1").block(LIMIT);

        assertThat(b.get()).isEqualTo("changed");
        assertThat(a.get()).isEqualTo("changed");
    }

    @Test
    void aPutForThisNodeAloneLeavesNothingAnywhereElse() {
        b.put("old");
        put(WriteOptions.none().localOnly());

        assertThat(a.source()).isEqualTo(Source.LOCAL);
        assertThat(cluster.remoteEntry()).isEmpty();
        assertThat(b.get()).isEqualTo(LARGE);
    }

    @Test
    void aPutForTheRemoteTierAloneLeavesNothingHere() {
        a.put("old");
        put(WriteOptions.none().remoteOnly());

        assertThat(cluster.remoteEntry()).isPresent();
        assertThat(a.source()).isEqualTo(Source.REMOTE);
    }

    @Test
    void aPutMayAskForAnotherCodecThatAllCanRead() {
        put(WriteOptions.none().codec(CborCodec.of(String.class).id()));

        assertThat(stored().payload().orElseThrow().codec())
                .isEqualTo(CborCodec.of(String.class).id());
        assertThat(b.source()).isEqualTo(Source.REMOTE);
        assertThat(b.get()).isEqualTo(LARGE);
    }

    @Test
    void aPutMayAskForNoCompression() {
        put(WriteOptions.none());
        assertThat(stored().payload().orElseThrow().compression()).isNotZero();
        put(WriteOptions.none().compressed(false));

        assertThat(stored().payload().orElseThrow().compression()).isZero();
        assertThat(b.get()).isEqualTo(LARGE);
    }

    @Test
    void aRemovalDeletesInTheSystemOfRecordAndEverywhere() {
        Node deleting = cluster.node(builder -> builder.writer(new Deleting(cluster.truth)));
        deleting.put("there");
        assertThat(b.get()).isEqualTo("there");
        deleting.cache().remove(KEY).block(LIMIT);

        assertThat(deleting.cache().get(KEY).blockOptional(LIMIT)).isEmpty();
        assertThat(b.cache().get(KEY).blockOptional(LIMIT)).isEmpty();
    }

    private void put(WriteOptions options) {
        CacheWrites<Long, String> writes = a.cache().with(options);
        writes.put(KEY, LARGE).block(LIMIT);
    }

    private StoredEntry stored() {
        return cluster.remoteEntry().orElseThrow();
    }
}
