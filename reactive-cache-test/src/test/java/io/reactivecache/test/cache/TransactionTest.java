package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.KEY;
import static io.reactivecache.test.cache.Cluster.LIMIT;
import static io.reactivecache.test.cache.TransactionNodes.awaitKept;
import static io.reactivecache.test.cache.TransactionNodes.changing;
import static io.reactivecache.test.cache.TransactionNodes.fenced;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheTransaction;
import io.reactivecache.Source;
import io.reactivecache.WriteFailedException;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.cache.Cluster.Node;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.log.FaultyInvalidationLog;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What nodes have of a key that a transaction changes: before, between the fence and the commit, and afterwards. */
class TransactionTest {

    private static final Duration MAX_LOAD_TIME = Duration.ofSeconds(5);
    private static final Duration LONGER_THAN_A_FENCE = Duration.ofHours(1);

    private final HandClock clock = new HandClock();
    private final Cluster cluster = new Cluster(clock);
    private Node a;
    private Node b;

    @BeforeEach
    void startTwoNodesThatHaveTheOldValue() {
        cluster.truth.set(KEY, "old");
        a = node();
        b = node();
        a.get();
        b.get();
        Eventually.within(LIMIT).holds("filled", () -> cluster.remoteValue().isPresent());
    }

    private Node node() {
        return cluster.node(builder -> builder.clock(clock).flight(flight -> flight.maxLoadTime(MAX_LOAD_TIME)));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void afterTheCommitNobodyAnswersTheOldValueAndTheNewOneIsKept() {
        CacheTransaction transaction = fenced(a, b);
        cluster.truth.set(KEY, "new");
        transaction.committed().block(LIMIT);

        assertThat(a.get()).isEqualTo("new");
        assertThat(b.get()).isEqualTo("new");
        awaitKept(a);
        awaitKept(b);
        assertThat(cluster.remoteValue()).contains("new");
    }

    @Test
    void whoReadsBetweenFenceAndCommitIsAnsweredTheOldValueAndNobodyKeepsIt() {
        fenced(a, b);

        assertThat(b.get()).isEqualTo("old");
        assertThat(a.get()).isEqualTo("old");
        assertNothingIsKept();
    }

    /** The remote tier cannot say so. */
    @Test
    void aNodeThatHasHeardOfTheFenceKeepsNothingThoughItCannotReachTheRemoteTier() {
        fenced(a, b);
        b.remote().setAll(Fault.fail(IllegalStateException::new));

        assertThat(b.get()).isEqualTo("old");
        assertThat(b.localSize()).isZero();
    }

    /** The log cannot say so: it goes on after the fence. */
    @Test
    void aNodeThatBeginsBetweenFenceAndCommitKeepsNothing() {
        fenced(a, b);
        Node late = node();

        assertThat(late.get()).isEqualTo("old");
        assertThat(late.localSize()).isZero();
        assertNothingIsKept();
    }

    /** What is there is as if nobody had held it. */
    @Test
    void aRemoteTierThatHasForgottenTheFenceIsNotFilledByWhoHasHeardOfIt() {
        fenced(a, b);
        cluster.store.restart(false);

        assertThat(b.get()).isEqualTo("old");
        assertThat(b.remote().calls(RemoteOperation.FILL)).isZero();
        assertNothingIsKept();
    }

    @Test
    void aPutBetweenFenceAndCommitIsKeptNowhere() {
        fenced(a, b);
        b.put("between");

        assertNothingIsKept();
        assertThat(b.get()).isEqualTo("between");
        assertNothingIsKept();
    }

    @Test
    void aLoadThatBeganBeforeTheFenceIsNotKept() {
        b.invalidate();
        cluster.truth.loaded().shut();
        var waiter = b.cache().get(KEY).toFuture();
        cluster.truth.loaded().awaitArrival();
        fenced(a, b);
        cluster.truth.loaded().open();

        assertThat(waiter.join()).isEqualTo("old");
        assertNothingIsKept();
    }

    @Test
    void aRollbackBeforeTheFenceTellsNobody() {
        LogPositions before = cluster.log.end().block(LIMIT);
        changing(a).rolledBack().block(LIMIT);

        assertThat(cluster.log.end().block(LIMIT)).isEqualTo(before);
        assertThat(a.source()).isEqualTo(Source.LOCAL);
        assertThat(b.source()).isEqualTo(Source.LOCAL);
    }

    @Test
    void afterARollbackTheKeyIsKeptAgain() {
        fenced(a, b).rolledBack().block(LIMIT);

        awaitKept(b);
        assertThat(b.get()).isEqualTo("old");
        assertThat(cluster.remoteValue()).contains("old");
    }

    @Test
    void withoutTheRemoteTierATransactionDoesNotCommit() {
        a.remote().set(RemoteOperation.CLOSE, Fault.fail(IllegalStateException::new));

        assertDoesNotCommit(a);
        a.remote().heal();
        awaitKept(b);
    }

    @Test
    void withoutTheLogATransactionDoesNotCommitAndWhatWasFencedIsLifted() {
        FaultyInvalidationLog log = new FaultyInvalidationLog(cluster.log);
        Node cutOff = cluster.node(builder -> builder.clock(clock).log(log));
        log.afterAppend(() -> Mono.defer(() -> {
            log.afterAppend(Fault.NONE);
            return Mono.error(new IllegalStateException("unanswered"));
        }));

        assertDoesNotCommit(cutOff);
        awaitKept(b);
        assertThat(b.get()).isEqualTo("old");
    }

    private void assertDoesNotCommit(Node node) {
        List<String> steps = new ArrayList<>();
        StepVerifier.create(CacheTransaction.transactional(
                        node.cache().transactional().invalidate(KEY),
                        () -> Mono.fromRunnable(() -> steps.add("commit")),
                        () -> Mono.fromRunnable(() -> steps.add("rollback"))))
                .expectError(WriteFailedException.class)
                .verify(LIMIT);
        assertThat(steps).containsExactly("rollback");
    }

    @Test
    void afterACommitNobodyTellsOfTheKeyIsKeptAgainWhenTimeIsUp() {
        fenced(a, b);
        cluster.truth.set(KEY, "new");
        assertThat(b.get()).isEqualTo("new");
        assertNothingIsKept();
        clock.advance(LONGER_THAN_A_FENCE);

        awaitKept(b);
        assertThat(b.get()).isEqualTo("new");
        Eventually.within(LIMIT).holds("filled", () -> cluster.remoteValue().isPresent());
        assertThat(cluster.remoteValue()).contains("new");
    }

    @Test
    void aTransactionThatEndsDoesNotLiftTheFenceOfAnother() {
        CacheTransaction first = fenced(a, b);
        CacheTransaction second = changing(b);
        second.fence().block(LIMIT);
        first.committed().block(LIMIT);

        assertThat(a.get()).isEqualTo("old");
        assertNothingIsKept();
        second.committed().block(LIMIT);
    }

    private void assertNothingIsKept() {
        assertThat(a.localSize()).isZero();
        assertThat(b.localSize()).isZero();
        assertThat(cluster.remoteValue()).isEmpty();
    }
}
