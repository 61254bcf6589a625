package io.reactivecache.test.cache;

import static io.reactivecache.spi.CacheMeter.LOCAL_STORED;
import static io.reactivecache.spi.CacheMeter.REMOTE_REJECTED;
import static io.reactivecache.spi.CacheMeter.REMOTE_STORED;
import static io.reactivecache.test.cache.Cluster.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ReadOptions;
import io.reactivecache.spi.Token;
import io.reactivecache.test.cache.Cluster.Node;
import io.reactivecache.test.kit.Meters;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What counts as put into a tier. */
class StoredMetersTest {

    private final Cluster cluster = new Cluster();
    private final Meters meters = new Meters();

    @BeforeEach
    void setTruth() {
        cluster.truth.set(KEY, "a");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aLoadedValueIsStoredInBothTiersOnce() {
        Node node = node();
        node.get();
        node.get();

        assertThat(meters.count(LOCAL_STORED)).isEqualTo(1);
        assertThat(meters.count(REMOTE_STORED)).isEqualTo(1);
    }

    @Test
    void aValueOfTheRemoteTierIsStoredInTheLocalOne() {
        cluster.node().get();
        node().get();

        assertThat(meters.count(LOCAL_STORED)).isEqualTo(1);
        assertThat(meters.count(REMOTE_STORED)).isZero();
    }

    @Test
    void aPutIsStoredInBothTiers() {
        node().put("b");

        assertThat(meters.count(LOCAL_STORED)).isEqualTo(1);
        assertThat(meters.count(REMOTE_STORED)).isEqualTo(1);
    }

    @Test
    void aPutThatTheRemoteTierTurnsAwayIsCountedAsSuch() {
        Node node = node();
        cluster.store
                .close("cluster:0:" + KEY, new Token(1, 1), true, Duration.ofMinutes(1))
                .block(Cluster.LIMIT);
        node.put("b");

        assertThat(meters.count(REMOTE_STORED)).isZero();
        assertThat(meters.count(REMOTE_REJECTED)).isEqualTo(1);
    }

    @Test
    void aLoadWhoseKeyWasChangedMeanwhileStoresNothing() {
        Node node = node();
        Sinks.One<String> load = Sinks.one();
        Mono<String> read = node.cache().get(KEY, key -> load.asMono()).cache();
        read.subscribe();
        node.invalidate();
        load.tryEmitValue("old");

        assertThat(read.block(Cluster.LIMIT)).isEqualTo("old");
        assertThat(meters.count(LOCAL_STORED)).isZero();
        assertThat(meters.count(REMOTE_STORED)).isZero();
    }

    @Test
    void whatIsLeftByALoadThatFailedIsNotStoredAgain() {
        Node node = node();
        node.get();
        node.cache()
                .with(ReadOptions.none().refresh())
                .get(KEY, key -> Mono.error(new IllegalStateException("down")))
                .onErrorComplete()
                .block(Cluster.LIMIT);

        assertThat(node.localSize()).isEqualTo(1);
        assertThat(meters.count(LOCAL_STORED)).isEqualTo(1);
    }

    private Node node() {
        return cluster.node(builder -> builder.metrics(meters));
    }
}
