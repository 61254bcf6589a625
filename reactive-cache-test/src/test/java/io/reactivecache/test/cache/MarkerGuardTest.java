package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.KEY;
import static io.reactivecache.test.cache.Cluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.LoadResult;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.cache.Cluster.Node;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.remote.FaultyRemoteStore;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** One test for each guard of wide invalidation; each fails when its guard is taken out (see docs/promises.md). */
class MarkerGuardTest {

    private static final String TAG = "fruit";
    private static final Fault AWAY = Fault.fail(() -> new IllegalStateException("away"));

    private final HandClock storeClock = new HandClock();
    private final Cluster cluster = new Cluster(storeClock);
    private Node a;
    private Node b;

    @BeforeEach
    void startTwoNodes() {
        cluster.truth.set(KEY, "old");
        a = tagged();
        b = tagged();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private Node tagged() {
        return cluster.node(this::tagging);
    }

    private CacheBuilder<Long, String> tagging(CacheBuilder<Long, String> builder) {
        return builder.entryLoader(request -> cluster.truth
                .load(request.key())
                .map(value -> LoadResult.of(value).tags(Set.of(TAG))));
    }

    private void invalidateTag(Node node) {
        node.cache().invalidateTag(TAG).block(LIMIT);
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

    /** Guard: the judgement of entries of the local tier. */
    @Test
    void entryOlderThanAMarkerIsNotAnswered() {
        a.get();
        b.get();
        cluster.truth.set(KEY, "new");
        invalidateTag(a);

        assertThat(a.get()).isEqualTo("new");
        assertThat(b.get()).isEqualTo("new");
    }

    /** Guard: this node's own marker, before its record is delivered. */
    @Test
    void entryOlderThanAnAcknowledgedMarkerOfThisNodeIsNotAnswered() {
        a.get();
        cluster.truth.set(KEY, "new");
        a.log().deliveries().shut();
        invalidateTag(a);
        String afterwards = a.get();
        a.log().deliveries().open();

        assertThat(afterwards).isEqualTo("new");
    }

    /** Guard: not joining a flight that began before the marker; the tags of its value are not known yet. */
    @Test
    void loadThatBeganBeforeAMarkerIsNotJoinedAfterIt() {
        CompletableFuture<String> waiter = heldLoad(b);
        cluster.truth.set(KEY, "new");
        invalidateTag(a);
        CompletableFuture<String> later = b.cache().get(KEY).toFuture();
        cluster.truth.loaded().open();

        assertThat(waiter.join()).isEqualTo("old");
        assertThat(later.join()).isEqualTo("new");
        assertThat(b.get()).isEqualTo("new");
    }

    /** Guard: the judgement of what a flight leaves. */
    @Test
    void whatALoadBringsThatWasOvertakenByAMarkerIsFenced() {
        cluster.truth.loaded().shut();
        CompletableFuture<Boolean> fenced =
                b.cache().lookup(KEY).map(found -> found.fenced()).toFuture();
        cluster.truth.loaded().awaitArrival();
        invalidateTag(a);
        cluster.truth.loaded().open();

        assertThat(fenced.join()).isTrue();
        assertThat(b.localSize()).isZero();
    }

    /** Guard: the judgement of what the remote tier has. */
    @Test
    void remoteValueOlderThanAMarkerIsNotUsed() {
        a.get();
        awaitCalls(a, RemoteOperation.FILL, 1);
        cluster.truth.set(KEY, "new");
        invalidateTag(b);

        assertThat(cluster.remoteValue()).contains("old");
        assertThat(b.get()).isEqualTo("new");
    }

    /** Guard: the table, read by a node that starts. */
    @Test
    void nodeThatStartsAfterAMarkerDoesNotUseAnOlderRemoteValue() {
        a.get();
        awaitCalls(a, RemoteOperation.FILL, 1);
        cluster.truth.set(KEY, "new");
        invalidateTag(a);
        awaitCalls(a, RemoteOperation.OPEN_MARKER, 1);

        assertThat(tagged().get()).isEqualTo("new");
    }

    /** Guard: the closed mark. The records are in the log, and their positions known to nobody yet. */
    @Test
    void nodeThatStartsWhileAMarkerIsBeingAnnouncedDoesNotUseAnOlderRemoteValue() {
        a.get();
        awaitCalls(a, RemoteOperation.FILL, 1);
        cluster.truth.set(KEY, "new");
        a.remote().hold(RemoteOperation.OPEN_MARKER);
        invalidateTag(a);
        awaitCalls(a, RemoteOperation.OPEN_MARKER, 1);

        assertThat(tagged().get()).isEqualTo("new");
    }

    /** Guard: opening the mark of a dead writer, once it is older than a fence. */
    @Test
    void markOfADeadWriterIsOpenedByANodeThatStarts() {
        a.get();
        awaitCalls(a, RemoteOperation.FILL, 1);
        cluster.truth.set(KEY, "new");
        a.remote().hold(RemoteOperation.OPEN_MARKER);
        invalidateTag(a);
        awaitCalls(a, RemoteOperation.OPEN_MARKER, 1);
        storeClock.advance(Duration.ofSeconds(36));
        Node c = tagged();
        Eventually.within(LIMIT)
                .holds(
                        "opened",
                        () -> cluster.store
                                .read("cluster")
                                .map(table -> table.marks().isEmpty())
                                .block(LIMIT));

        assertThat(c.get()).isEqualTo("new");
        assertThat(tagged().get()).isEqualTo("new");
    }

    /** Guard: a record that says that the remote tier was not told. The writer stays cut off. */
    @Test
    void nodesTellTheRemoteTierOfAMarkerItsWriterCouldNotTell() {
        a.get();
        awaitCalls(a, RemoteOperation.FILL, 1);
        cluster.truth.set(KEY, "new");
        a.remote().set(RemoteOperation.CLOSE_MARKER, AWAY);
        a.remote().set(RemoteOperation.OPEN_MARKER, AWAY);
        invalidateTag(a);
        awaitCalls(b, RemoteOperation.OPEN_MARKER, 1);

        assertThat(tagged().get()).isEqualTo("new");
    }

    /** Guard: the same of a key. */
    @Test
    void nodesTellTheRemoteTierOfAChangeItsWriterCouldNotTell() {
        a.get();
        awaitCalls(a, RemoteOperation.FILL, 1);
        cluster.truth.set(KEY, "new");
        a.remote().setAll(AWAY);
        a.invalidate();
        awaitCalls(b, RemoteOperation.OPEN, 1);

        assertThat(tagged().get()).isEqualTo("new");
    }

    /** Guard: the mark of everything that a table is made with. */
    @Test
    void nodeThatStartsWhenTheTableIsLostUsesNoOlderRemoteValue() {
        a.get();
        awaitCalls(a, RemoteOperation.FILL, 1);
        cluster.truth.set(KEY, "new");
        invalidateTag(b);
        awaitCalls(b, RemoteOperation.OPEN_MARKER, 1);
        cluster.store.loseMarkers();

        assertThat(tagged().get()).isEqualTo("new");
    }

    /** Guard: the floor. The table cannot be read. */
    @Test
    void nodeThatCannotReadTheTableUsesNoOlderRemoteValue() {
        a.get();
        awaitCalls(a, RemoteOperation.FILL, 1);
        cluster.truth.set(KEY, "new");
        invalidateTag(a);
        Node c = cluster.node(builder -> {
            FaultyRemoteStore remote = new FaultyRemoteStore(cluster.store);
            remote.set(RemoteOperation.READ_MARKERS, AWAY);
            return tagging(builder).remote(remote);
        });

        assertThat(c.get()).isEqualTo("new");
    }

    /** Guard: a wide invalidation overlaps a put. */
    @Test
    void putOverlappedByAMarkerKeepsNothing() {
        cluster.truth.written().shut();
        CompletableFuture<?> put = a.cache().put(KEY, "put").toFuture();
        cluster.truth.written().awaitArrival();
        cluster.truth.set(KEY, "new");
        b.cache().clear().block(LIMIT);
        cluster.truth.written().open();
        put.join();

        assertThat(a.get()).isEqualTo("new");
        assertThat(b.get()).isEqualTo("new");
    }

    /** Guard: judging a stale entry before it is offered in place of a failed load. */
    @Test
    void staleEntryOlderThanAMarkerIsNotAnsweredInPlaceOfAFailedLoad() {
        AtomicBoolean broken = new AtomicBoolean();
        Node c = cluster.node(builder -> builder.entryLoader(request -> broken.get()
                        ? Mono.error(new IllegalStateException("rows: away"))
                        : cluster.truth
                                .load(request.key())
                                .map(value ->
                                        LoadResult.of(value).tags(Set.of(TAG)).ttl(Duration.ofMillis(1))))
                .stale(stale -> stale.max(Duration.ofHours(1)).throttle(Duration.ofMillis(1))));
        c.get();
        broken.set(true);
        assertThat(c.get()).isEqualTo("old");
        invalidateTag(a);

        assertThatThrownBy(c::get).hasMessage("rows: away");
    }
}
