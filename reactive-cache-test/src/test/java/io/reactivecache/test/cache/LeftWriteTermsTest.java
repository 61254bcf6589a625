package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Durability;
import io.reactivecache.WriteOptions;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.jackson.CborCodec;
import io.reactivecache.jackson.JsonCodec;
import io.reactivecache.lz4.Lz4Compression;
import io.reactivecache.spi.InProcessWriteJournal;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.cache.Cluster.Node;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a single write does otherwise than the cache is set to, when another life of the node applies it. */
class LeftWriteTermsTest {

    private static final Duration LIMIT = Cluster.LIMIT;
    private static final int CBOR = CborCodec.of(String.class).id();
    private static final String LARGE = "a".repeat(10_000);

    private final Cluster cluster = new Cluster();
    private final InProcessWriteJournal journal = new InProcessWriteJournal(10);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void whatWasLeftIsKeptAsItsWriterAsked() {
        leave(WriteOptions.none().codec(CBOR).compressed(false).tags("shop:1").ttl(Duration.ofSeconds(40)));
        cluster.node(JsonCodec.of(String.class), CborCodec.of(String.class), this::applying);
        StoredEntry stored = stored();

        assertThat(stored.payload().orElseThrow().codec()).isEqualTo(CBOR);
        assertThat(stored.payload().orElseThrow().compression()).isZero();
        assertThat(stored.tags()).containsExactly("shop:1");
        assertThat(stored.freshFor()).isLessThanOrEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void aCodecThatIsNotThereAnyMoreIsReplacedByTheUsualOne() {
        leave(WriteOptions.none().codec(CBOR).tags("shop:1"));
        cluster.node(this::applying);

        assertThat(stored().payload().orElseThrow().codec())
                .isEqualTo(JsonCodec.of(String.class).id());
        assertThat(stored().tags()).containsExactly("shop:1");
    }

    private void leave(WriteOptions options) {
        Node node = cluster.node(
                JsonCodec.of(String.class),
                CborCodec.of(String.class),
                builder -> journaled(builder).bulkWriter(writes -> Mono.never()));
        node.cache()
                .with(options.durability(Durability.DEFERRED))
                .put(KEY, LARGE)
                .block(LIMIT);
        node.cache().close().block(LIMIT);
    }

    private CacheBuilder<Long, String> applying(CacheBuilder<Long, String> builder) {
        return journaled(builder).bulkWriter(writes -> Mono.empty());
    }

    private CacheBuilder<Long, String> journaled(CacheBuilder<Long, String> builder) {
        return builder.compression(Lz4Compression.create())
                .writeBehind(behind -> behind.journal(journal)
                        .settings(settings ->
                                settings.batchTime(Duration.ofMillis(1)).closeTimeout(Duration.ofMillis(1))));
    }

    private StoredEntry stored() {
        Eventually.within(LIMIT)
                .holds("the remote tier has it", () -> cluster.remoteEntry().isPresent());
        return cluster.remoteEntry().orElseThrow();
    }
}
