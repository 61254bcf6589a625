package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.KEY;
import static io.reactivecache.test.cache.Cluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheHealth.State;
import io.reactivecache.Position;
import io.reactivecache.config.Announcement;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.cache.Cluster.Node;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.fault.Turnstile;
import io.reactivecache.test.log.FaultyInvalidationLog;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** A node whose changes wait takes nothing older from the remote tier, where nobody has heard of them. */
class OutboxRemoteTest {

    private static final Fault AWAY = Fault.fail(() -> new IllegalStateException("away"));

    private final Cluster cluster = new Cluster();
    private final FaultyInvalidationLog faulty = new FaultyInvalidationLog(cluster.log);
    private Node other;

    @BeforeEach
    void fillTheRemoteTier() {
        cluster.truth.set(KEY, "old");
        other = cluster.node();
        other.get();
        Eventually.within(LIMIT).holds("filled", () -> cluster.remoteValue().isPresent());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private Node starting() {
        return cluster.starting(builder -> builder.log(faulty)
                .settings(config -> config.log(
                        log -> log.announcement(Announcement.QUEUE).announceTimeout(Duration.ofMillis(200)))));
    }

    /** A node that has not heard of the log, which takes nothing either. */
    private Node cutOff() {
        faulty.delivery().hold();
        faulty.beforeAppend(AWAY);
        return starting();
    }

    private void reached(Node node) {
        faulty.delivery().open();
        Eventually.within(LIMIT)
                .holds("up", () -> node.cache().health().block(LIMIT).log() == State.UP);
    }

    @Test
    void ofAKeyThatWasInvalidatedBeforeTheLogWasReached() {
        Node node = cutOff();
        cluster.truth.set(KEY, "new");
        StepVerifier.create(node.cache().invalidate(KEY)).verifyComplete();
        reached(node);

        assertThat(node.get()).isEqualTo("new");
        assertThat(other.get()).isEqualTo("old");
        faulty.beforeAppend(Fault.NONE);
        Eventually.within(LIMIT).holds("announced", () -> other.get().equals("new"));
    }

    @Test
    void ofEntriesThatWereInvalidatedBeforeTheLogWasReached() {
        Node node = cutOff();
        cluster.truth.set(KEY, "new");
        StepVerifier.create(node.cache().clear()).verifyComplete();
        reached(node);

        assertThat(node.get()).isEqualTo("new");
        assertThat(other.get()).isEqualTo("old");
        faulty.beforeAppend(Fault.NONE);
        Eventually.within(LIMIT).holds("announced", () -> other.get().equals("new"));
    }

    @Test
    void norKeepsItWhatItTookWhileItWaitedForTheLog() {
        Node node = starting();
        node.cache().ready().block(LIMIT);
        node.remote().set(RemoteOperation.CLOSE, Fault.fail(IllegalStateException::new));
        Turnstile append = new Turnstile();
        append.hold();
        faulty.beforeAppend(append);
        cluster.truth.set(KEY, "new");
        CompletableFuture<Position> invalidation = node.cache().invalidate(KEY).toFuture();
        Eventually.within(LIMIT).holds("waits", () -> append.waiting() > 0);
        assertThat(node.get()).isEqualTo("old");

        assertThat(invalidation).succeedsWithin(LIMIT).isNull();
        assertThat(node.get()).isEqualTo("new");
    }
}
