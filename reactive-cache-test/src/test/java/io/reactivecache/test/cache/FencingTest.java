package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.KEY;
import static io.reactivecache.test.cache.Cluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.test.Eventually;
import io.reactivecache.test.cache.Cluster.Node;
import io.reactivecache.test.remote.RemoteOperation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Many rounds of what {@link GuardTest} does once, and of readers that come all at once. */
class FencingTest {

    private static final int ROUNDS = 1_000;

    private final Cluster cluster = new Cluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void heldLoadFillsNeitherTierWhenTheRecordArrivesBeforeTheFill() {
        Node a = cluster.node();
        Node b = cluster.node();
        for (int round = 0; round < ROUNDS; round++) {
            CompletableFuture<String> waiter = heldLoad(b, "old " + round);
            cluster.truth.set(KEY, "new " + round);
            long before = b.invalidations();
            a.invalidate();
            b.awaitEvicted(before);
            cluster.truth.loaded().open();

            assertThat(waiter.join()).isEqualTo("old " + round);
            assertNothingOld(b, round);
            assertThat(b.get()).isEqualTo("new " + round);
            reset(a, b);
        }
    }

    @Test
    void heldLoadFillsNeitherTierWhenTheFillComesBeforeTheRecord() {
        Node a = cluster.node();
        Node b = cluster.node();
        for (int round = 0; round < ROUNDS; round++) {
            CompletableFuture<String> waiter = heldLoad(b, "old " + round);
            b.log().deliveries().shut();
            cluster.truth.set(KEY, "new " + round);
            long opened = a.remote().calls(RemoteOperation.OPEN);
            a.invalidate();
            Eventually.within(LIMIT).holds("opened", () -> a.remote().calls(RemoteOperation.OPEN) > opened);
            cluster.truth.loaded().open();

            assertThat(waiter.join()).isEqualTo("old " + round);
            assertNothingOld(a, round);
            long before = b.invalidations();
            b.log().deliveries().open();
            b.awaitEvicted(before);
            assertThat(b.get()).isEqualTo("new " + round);
            reset(a, b);
        }
    }

    @Test
    void invalidationOfItsOwnNodeRacesWithTheLoadAndNothingOldRemains() throws Exception {
        Node a = cluster.node();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                CompletableFuture<String> waiter = heldLoad(a, "old " + round);
                cluster.truth.set(KEY, "new " + round);
                CountDownLatch start = new CountDownLatch(1);
                CompletableFuture<Void> load = CompletableFuture.runAsync(
                        () -> {
                            await(start);
                            cluster.truth.loaded().open();
                        },
                        threads);
                CompletableFuture<Void> invalidation = CompletableFuture.runAsync(
                        () -> {
                            await(start);
                            a.invalidate();
                        },
                        threads);
                start.countDown();
                CompletableFuture.allOf(load, invalidation, waiter).join();

                assertThat(a.get()).isEqualTo("new " + round);
                reset(a);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void thousandConcurrentFirstReadsAreOneLoad() {
        Node a = cluster.node();
        for (int round = 0; round < 200; round++) {
            cluster.truth.set(KEY, "value " + round);
            int loads = cluster.truth.loads();
            cluster.truth.loaded().shut();
            CompletableFuture<List<String>> reads = Flux.range(0, 1_000)
                    .flatMap(reader -> a.cache().get(KEY).subscribeOn(Schedulers.parallel()), 1_000)
                    .collectList()
                    .toFuture();
            cluster.truth.loaded().awaitArrival();
            cluster.truth.loaded().open();
            List<String> answers = reads.join();

            assertThat(answers).hasSize(1_000).containsOnly("value " + round);
            assertThat(cluster.truth.loads() - loads).isEqualTo(1);
            reset(a);
        }
    }

    private CompletableFuture<String> heldLoad(Node node, String value) {
        cluster.truth.set(KEY, value);
        cluster.truth.loaded().shut();
        CompletableFuture<String> waiter = node.cache().get(KEY).toFuture();
        cluster.truth.loaded().awaitArrival();
        return waiter;
    }

    private void assertNothingOld(Node reader, int round) {
        assertThat(cluster.remoteValue()).isNotEqualTo(Optional.of("old " + round));
        assertThat(reader.get()).isEqualTo("new " + round);
    }

    /** Leaves the key empty everywhere, settled, for the next round. */
    private static void reset(Node first, Node... others) {
        long opened = first.remote().calls(RemoteOperation.OPEN);
        long[] before = new long[others.length];
        for (int i = 0; i < others.length; i++) {
            before[i] = others[i].invalidations();
        }
        first.invalidate();
        Eventually.within(LIMIT).holds("opened", () -> first.remote().calls(RemoteOperation.OPEN) > opened);
        for (int i = 0; i < others.length; i++) {
            others[i].awaitEvicted(before[i]);
        }
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
