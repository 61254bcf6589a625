package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.KEY;
import static io.reactivecache.test.cache.Cluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Source;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.cache.Cluster.Node;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.fault.Hold;
import io.reactivecache.test.remote.RemoteOperation;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One test for each guard of the stamp protocol; each fails when its guard is taken out (see docs/promises.md). */
class GuardTest {

    private final Cluster cluster = new Cluster();
    private Node a;
    private Node b;

    @BeforeEach
    void startTwoNodes() {
        cluster.truth.set(KEY, "old");
        a = cluster.node();
        b = cluster.node();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    /** Guard: detach, by the writer itself, before it announces. */
    @Test
    void loadOvertakenByAnInvalidationOfItsOwnNodeIsNotKept() {
        a.log().deliveries().shut();
        CompletableFuture<String> waiter = heldLoad(a);
        cluster.truth.set(KEY, "new");
        a.invalidate();
        cluster.truth.loaded().open();

        assertThat(waiter.join()).isEqualTo("old");
        assertThat(a.localSize()).isZero();
        assertThat(a.get()).isEqualTo("new");
        a.log().deliveries().open();
    }

    /** Guard: detach, by the record of another node. */
    @Test
    void loadOvertakenByARecordOfAnotherNodeIsNotKept() {
        CompletableFuture<String> waiter = heldLoad(b);
        cluster.truth.set(KEY, "new");
        long before = b.invalidations();
        a.invalidate();
        b.awaitEvicted(before);
        cluster.truth.loaded().open();

        assertThat(waiter.join()).isEqualTo("old");
        assertThat(b.get()).isEqualTo("new");
    }

    /** Guard: tombstone. The record has not arrived where the load runs, so only the remote tier can turn it away. */
    @Test
    void loadOvertakenByAnInvalidationItDoesNotKnowOfCannotFillTheRemoteTier() {
        b.log().deliveries().shut();
        CompletableFuture<String> waiter = heldLoad(b);
        cluster.truth.set(KEY, "new");
        a.invalidate();
        awaitCalls(a, RemoteOperation.OPEN, 1);
        cluster.truth.loaded().open();

        assertThat(waiter.join()).isEqualTo("old");
        awaitCalls(b, RemoteOperation.FILL, 1);
        assertThat(cluster.remoteValue()).isEmpty();
        assertThat(a.get()).isEqualTo("new");
        b.log().deliveries().open();
    }

    /** Guard: closed. The change is known to nobody yet, not even its position. */
    @Test
    void loadCannotFillTheRemoteTierWhileAChangeIsBeingAnnounced() {
        CompletableFuture<String> waiter = heldLoad(b);
        cluster.truth.set(KEY, "new");
        a.log().appends().shut();
        CompletableFuture<?> invalidation = a.cache().invalidate(KEY).toFuture();
        a.log().appends().awaitArrival();
        cluster.truth.loaded().open();
        waiter.join();
        awaitCalls(b, RemoteOperation.FILL, 1);

        assertThat(cluster.remoteValue()).isEmpty();
        a.log().appends().open();
        invalidation.join();
        assertThat(a.get()).isEqualTo("new");
    }

    /** Guard: stamp before load. The record is applied while the load runs: a stamp read afterwards would pass the tombstone. */
    @Test
    void loadIsStampedWithWhatWasAppliedBeforeItBegan() {
        CompletableFuture<String> waiter = heldLoad(b);
        cluster.truth.set(KEY, "new");
        long before = b.invalidations();
        a.invalidate();
        awaitCalls(a, RemoteOperation.OPEN, 1);
        b.awaitEvicted(before);
        cluster.truth.loaded().open();
        waiter.join();

        assertThat(cluster.remoteValue()).isEmpty();
    }

    /** Guard: foreign record. Which of two overlapping writes the system of record kept last is unknown to both. */
    @Test
    void putOverlappedByAnotherKeepsNothing() {
        cluster.truth.written().shut();
        CompletableFuture<?> first = a.cache().put(KEY, "first").toFuture();
        cluster.truth.written().awaitArrival();
        cluster.truth.set(KEY, "second");
        b.invalidate();
        cluster.truth.written().open();
        first.join();

        assertThat(a.localSize()).isZero();
        assertThat(cluster.remoteValue()).isEmpty();
        assertThat(a.get()).isEqualTo("second");
        assertThat(b.get()).isEqualTo("second");
    }

    /** Guard: contended close. The put announced first sees no foreign record, but the key was closed when it closed it. */
    @Test
    void putThatClosedAKeyClosedByAnotherStoresNothing() {
        b.log().appends().shut();
        CompletableFuture<?> second = b.cache().put(KEY, "second").toFuture();
        b.log().appends().awaitArrival();
        cluster.truth.written().shut();
        CompletableFuture<?> first = a.cache().put(KEY, "first").toFuture();
        cluster.truth.written().awaitArrival();
        cluster.truth.set(KEY, "second");
        cluster.truth.written().open();
        first.join();

        assertThat(cluster.remoteValue()).isEmpty();
        b.log().appends().open();
        second.join();
        assertThat(a.get()).isEqualTo("second");
    }

    /** Guard: token. Settling one write must not open the key for fills that the other, unannounced, must keep out. */
    @Test
    void settlingOneWriteLeavesTheMarkOfAnother() {
        a.log().appends().shut();
        CompletableFuture<?> first = a.cache().invalidate(KEY).toFuture();
        a.log().appends().awaitArrival();
        CompletableFuture<String> waiter = heldLoad(b);
        cluster.truth.set(KEY, "new");
        Node c = cluster.node();
        c.log().appends().shut();
        CompletableFuture<?> second = c.cache().invalidate(KEY).toFuture();
        c.log().appends().awaitArrival();
        a.log().appends().open();
        first.join();
        awaitCalls(a, RemoteOperation.OPEN, 1);
        CompletableFuture<String> later = b.cache().get(KEY).toFuture();
        cluster.truth.loaded().open();
        waiter.join();
        later.join();
        awaitCalls(b, RemoteOperation.FILL, 1);

        assertThat(cluster.remoteValue()).isEmpty();
        c.log().appends().open();
        second.join();
    }

    /** Guard: recently changed keys. The remote tier missed the close and still has the old value. */
    @Test
    void remoteValueOlderThanAnAppliedRecordIsNotUsed() {
        a.get();
        awaitCalls(a, RemoteOperation.FILL, 1);
        b.get();
        a.remote().setAll(Fault.fail(IllegalStateException::new));
        cluster.truth.set(KEY, "new");
        long before = b.invalidations();
        a.invalidate();
        b.awaitEvicted(before);

        assertThat(cluster.remoteValue()).contains("old");
        assertThat(b.get()).isEqualTo("new");
    }

    /** Guard: own record. The log has acknowledged it but not delivered it, and the remote tier missed the close. */
    @Test
    void remoteValueOlderThanAnAcknowledgedChangeOfThisNodeIsNotUsed() {
        a.get();
        awaitCalls(a, RemoteOperation.FILL, 1);
        a.log().deliveries().shut();
        a.remote().set(RemoteOperation.CLOSE, Fault.fail(IllegalStateException::new));
        a.remote().set(RemoteOperation.OPEN, Fault.fail(IllegalStateException::new));
        cluster.truth.set(KEY, "new");
        a.invalidate();

        assertThat(a.get()).isEqualTo("new");
        a.log().deliveries().open();
    }

    /** Guard: recently changed keys, on the way back. The remote tier missed the close and would take the old value. */
    @Test
    void loadOlderThanAnAppliedRecordDoesNotFillARemoteTierThatMissedTheClose() {
        a.remote().setAll(Fault.fail(IllegalStateException::new));
        CompletableFuture<String> waiter = heldLoad(b);
        cluster.truth.set(KEY, "new");
        long before = b.invalidations();
        a.invalidate();
        b.awaitEvicted(before);
        cluster.truth.loaded().open();
        waiter.join();

        assertThat(cluster.remoteValue()).isEmpty();
        assertThat(b.remote().calls(RemoteOperation.FILL)).isZero();
    }

    /** Guard: repair. What the remote tier missed is told to it, and to the nodes, as soon as it answers. */
    @Test
    void changeTheRemoteTierMissedIsBroughtToItLater() {
        a.get();
        awaitCalls(a, RemoteOperation.FILL, 1);
        a.remote().setAll(Fault.fail(IllegalStateException::new));
        cluster.truth.set(KEY, "new");
        a.invalidate();
        a.remote().heal();

        Eventually.within(LIMIT)
                .holds("old value gone", () -> cluster.remoteValue().isEmpty());
        assertThat(cluster.node().get()).isEqualTo("new");
    }

    /** Guard: remote value before its removal. A flight that reads the remote tier while the record is applied is detached. */
    @Test
    void remoteReadOvertakenByARecordIsNotKept() {
        a.get();
        awaitCalls(a, RemoteOperation.FILL, 1);
        Hold read = b.remote().hold(RemoteOperation.READ);
        CompletableFuture<String> waiter = b.cache().get(KEY).toFuture();
        read.arrived().block(LIMIT);
        cluster.truth.set(KEY, "new");
        long before = b.invalidations();
        a.invalidate();
        b.awaitEvicted(before);
        read.release();
        waiter.join();

        assertThat(b.get()).isEqualTo("new");
        assertThat(b.source()).isEqualTo(Source.LOCAL);
    }

    private CompletableFuture<String> heldLoad(Node node) {
        cluster.truth.loaded().shut();
        CompletableFuture<String> waiter = node.cache().get(KEY).toFuture();
        cluster.truth.loaded().awaitArrival();
        return waiter;
    }

    private static void awaitCalls(Node node, RemoteOperation operation, long calls) {
        Eventually.within(LIMIT)
                .holds(operation + " called", () -> node.remote().calls(operation) >= calls);
    }
}
