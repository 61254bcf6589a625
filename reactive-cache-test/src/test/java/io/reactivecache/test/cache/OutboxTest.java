package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.KEY;
import static io.reactivecache.test.cache.Cluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.config.Announcement;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.cache.Cluster.Node;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.log.FaultyInvalidationLog;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Writes that the log does not take wait until it does. */
class OutboxTest {

    private final Cluster cluster = new Cluster();
    private final FaultyInvalidationLog faulty = new FaultyInvalidationLog(cluster.log);
    private ToLongFunction<CacheMeter> counts;
    private Node a;
    private Node b;

    @BeforeEach
    void startTwoNodes() {
        cluster.truth.set(KEY, "old");
        a = queueing(1_000);
        b = cluster.node();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private Node queueing(int room) {
        return cluster.node(builder -> builder.log(faulty)
                .metrics((name, meters, size, timings) -> {
                    counts = meters::applyAsLong;
                    return Disposables.disposed();
                })
                .settings(config -> config.log(log -> log.announcement(Announcement.QUEUE)
                        .announceTimeout(Duration.ofMillis(200))
                        .maxQueued(room))));
    }

    @Test
    void invalidationTheLogDoesNotTakeIsAnnouncedOnceItDoes() {
        b.get();
        faulty.beforeAppend(Fault.fail(() -> new IllegalStateException("away")));
        cluster.truth.set(KEY, "new");

        StepVerifier.create(a.cache().invalidate(KEY)).verifyComplete();
        assertThat(a.get()).isEqualTo("new");
        assertThat(b.get()).isEqualTo("old");
        long before = b.invalidations();
        faulty.beforeAppend(Fault.NONE);
        b.awaitEvicted(before);
        assertThat(b.get()).isEqualTo("new");
    }

    @Test
    void putTheLogDoesNotTakeIsWrittenAndAnnouncedAsAnInvalidation() {
        b.get();
        faulty.beforeAppend(Fault.fail(() -> new IllegalStateException("away")));

        StepVerifier.create(a.cache().put(KEY, "new")).verifyComplete();
        assertThat(a.get()).isEqualTo("new");
        long before = b.invalidations();
        faulty.beforeAppend(Fault.NONE);
        b.awaitEvicted(before);
        assertThat(b.get()).isEqualTo("new");
    }

    @Test
    void wideInvalidationTheLogDoesNotTakeIsHeededHereAndAnnouncedOnceItDoes() {
        a.get();
        b.get();
        faulty.beforeAppend(Fault.fail(() -> new IllegalStateException("away")));
        cluster.truth.set(KEY, "new");

        StepVerifier.create(a.cache().clear()).verifyComplete();
        assertThat(a.get()).isEqualTo("new");
        faulty.beforeAppend(Fault.NONE);
        Eventually.within(LIMIT).holds("cleared", () -> b.get().equals("new"));
    }

    @Test
    void ofManyInvalidationsOfAKeyOneWaits() {
        faulty.beforeAppend(Fault.fail(() -> new IllegalStateException("away")));
        Flux.range(0, 100).concatMap(i -> a.cache().invalidate(KEY)).blockLast(LIMIT);
        Flux.range(0, 9).concatMap(i -> a.cache().invalidate((long) i)).blockLast(LIMIT);

        assertThat(counts.applyAsLong(CacheMeter.OUTBOX_QUEUED)).isEqualTo(10);
        assertThat(a.cache().health().block(LIMIT).queued()).isEqualTo(10);
        faulty.beforeAppend(Fault.NONE);
        Eventually.within(LIMIT).holds("sent", () -> counts.applyAsLong(CacheMeter.OUTBOX_SENT) == 10);
        assertThat(a.cache().health().block(LIMIT).queued()).isZero();
        assertThat(cluster.log.end().block(LIMIT).offset(0)).isEqualTo(9);
    }

    @Test
    void withoutRoomTheWriteFailsAndSaysThatItWasNotAnnounced() {
        Node small = queueing(1);
        faulty.beforeAppend(Fault.fail(() -> new IllegalStateException("away")));
        small.cache().invalidate(1L).block(LIMIT);

        StepVerifier.create(small.cache().invalidate(2L))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                WriteFailedException.class,
                                failed -> assertThat(List.of(failed.step(), failed.announced()))
                                        .isEqualTo(List.of(Step.ANNOUNCE, false)))
                        .hasRootCauseMessage("queued invalidations under way: more than 1 (expected: <= 1)"))
                .verify(LIMIT);
    }

    @Test
    void remoteValueOfAKeyThatWaitsIsNotUsedHere() {
        b.get();
        Eventually.within(LIMIT).holds("filled", () -> cluster.remoteValue().isPresent());
        faulty.beforeAppend(Fault.fail(() -> new IllegalStateException("away")));
        a.remote().set(RemoteOperation.CLOSE, Fault.fail(IllegalStateException::new));
        cluster.truth.set(KEY, "new");
        a.cache().invalidate(KEY).block(LIMIT);

        assertThat(cluster.remoteValue()).contains("old");
        assertThat(a.get()).isEqualTo("new");
    }
}
