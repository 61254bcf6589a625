package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.KEY;
import static io.reactivecache.test.cache.Cluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.Source;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.cache.Cluster.Node;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.log.FaultyInvalidationLog;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that is out of touch with the log, beside one that is not. */
class IsolationTest {

    private static final Duration MAX = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(5);

    private final Cluster cluster = new Cluster();
    private final HandClock ticker = new HandClock();
    private final FaultyInvalidationLog log = new FaultyInvalidationLog(cluster.log).saying(DeliveryClass.REPLAYABLE);
    private Node near;
    private Node far;

    @BeforeEach
    void startTwoNodes() {
        cluster.truth.set(KEY, "old");
        near = cluster.node();
        far = cluster.node(builder -> builder.log(log).ticker(ticker).maxStaleness(MAX));
    }

    @AfterEach
    void close() {
        log.delivery().open();
        cluster.close();
    }

    private void cutOff() {
        log.delivery().hold();
        log.beforeEnd(Fault.hang());
        ticker.advance(MAX);
    }

    private void join() {
        log.beforeEnd(Fault.NONE);
        log.delivery().open();
        Eventually.within(LIMIT)
                .holds("in touch", () -> far.cache().health().block(LIMIT).isUp());
    }

    /** Guard: the remote tier is not asked. The writer could not reach it, and nobody can tell this node. */
    @Test
    void aRemoteValueIsNotAnsweredWhileNobodyCanTellThatItIsOld() {
        near.get();
        Eventually.within(LIMIT).holds("filled", () -> cluster.remoteValue().isPresent());
        cutOff();
        near.remote().setAll(Fault.fail(IllegalStateException::new));
        cluster.truth.set(KEY, "new");
        near.invalidate();

        assertThat(cluster.remoteValue()).contains("old");
        assertThat(far.get()).isEqualTo("new");
    }

    @Test
    void whatItLoadsMeanwhileDoesNotFillTheRemoteTier() {
        cutOff();
        assertThat(far.get()).isEqualTo("old");

        assertThat(far.remote().calls(RemoteOperation.READ)).isZero();
        assertThat(far.remote().calls(RemoteOperation.FILL)).isZero();
    }

    /** What it has loaded meanwhile is as old as the last record it had applied: the records that follow remove it. */
    @Test
    void whatItLoadedMeanwhileIsRemovedByTheRecordsItMissed() {
        cutOff();
        far.get();
        cluster.truth.set(KEY, "new");
        near.invalidate();
        assertThat(far.get()).isEqualTo("old"); // younger than the bound
        join();

        assertThat(far.get()).isEqualTo("new");
    }

    @Test
    void whatItHadIsAnsweredAgainUnlessARecordItMissedRemovesIt() {
        far.get();
        cluster.truth.set(KEY + 1, "other");
        far.cache().get(KEY + 1).block(LIMIT);
        cutOff();
        cluster.truth.set(KEY, "new");
        near.invalidate();
        join();

        assertThat(far.get()).isEqualTo("new");
        assertThat(far.cache().lookup(KEY + 1).block(LIMIT).source()).isEqualTo(Source.LOCAL);
    }

    /** Where the cache is the truth no write succeeds without the remote tier, and there is nothing else to ask. */
    @Test
    void theRemoteTierIsAskedWhereItIsTheTruth() {
        ReactiveCache<Long, String> writer = truth("truth", false);
        ReactiveCache<Long, String> reader = truth("truth", true);
        writer.put(KEY, "first").block(LIMIT);
        assertThat(reader.get(KEY).block(LIMIT)).isEqualTo("first");
        cutOff();
        writer.put(KEY, "second").block(LIMIT);

        assertThat(reader.get(KEY).block(LIMIT)).isEqualTo("second");
        writer.close().then(reader.close()).block(LIMIT);
    }

    private ReactiveCache<Long, String> truth(String name, boolean cutOff) {
        var builder = ReactiveCaches.builder(name)
                .keys(Long.class)
                .values(String.class)
                .remote(cluster.store)
                .log(cluster.log);
        var cache = WatchedCaches.build(cutOff ? builder.log(log).ticker(ticker).maxStaleness(MAX) : builder);
        cache.ready().block(LIMIT);
        return cache;
    }

    /** Read your writes, on another node. */
    @Test
    void aReadThatBringsThePositionOfAWriteWaitsForItOnTheOtherNode() {
        far.get();
        log.delivery().hold();
        Position written = near.put("new");
        CompletableFuture<String> read = readAfter(written, LONG);
        assertThat(far.get()).isEqualTo("old");
        log.delivery().open();

        assertThat(read.join()).isEqualTo("new");
        assertThat(cluster.truth.loads()).isEqualTo(1);
    }

    @Test
    void aReadThatHasWaitedInVainIsLoaded() {
        far.get();
        log.delivery().hold();
        Position written = near.put("new");

        assertThat(readAfter(written, Duration.ofMillis(1)).join()).isEqualTo("new");
        assertThat(far.get()).isEqualTo("old");
    }

    private CompletableFuture<String> readAfter(Position written, Duration wait) {
        return far.cache()
                .with(ReadOptions.none().notBefore(written, wait))
                .get(KEY)
                .toFuture();
    }
}
