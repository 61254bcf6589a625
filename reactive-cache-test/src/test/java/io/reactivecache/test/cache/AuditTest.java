package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.Cluster.KEY;
import static io.reactivecache.test.cache.Cluster.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.AuditOptions;
import io.reactivecache.AuditReport;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.cache.Cluster.Node;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** An audit finds what differs for longer than it may, and nothing else. */
class AuditTest {

    private static final AuditOptions QUICK = AuditOptions.defaults().bound(Duration.ofMillis(50));

    private final Cluster cluster = new Cluster();
    private Node a;
    private Node b;

    @BeforeEach
    void startTwoNodes() {
        cluster.truth.set(KEY, "old");
        a = cluster.node();
        b = cluster.node();
        a.get();
        Eventually.within(LIMIT).holds("filled", () -> cluster.remoteValue().isPresent());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private static AuditReport audit(Node node, AuditOptions options) {
        return node.cache().audit(options).block(LIMIT);
    }

    @Test
    void whatIsRightIsFoundToBe() {
        AuditReport report = audit(a, QUICK.withSource());

        assertThat(report.checked()).isEqualTo(1);
        assertThat(report.isConsistent()).isTrue();
        assertThat(report.staleness()).isEmpty();
        assertThat(report.percentile(0.99)).isZero();
    }

    @Test
    void aChangeNobodyToldOfIsFoundInBothTiersAndRepaired() {
        cluster.truth.set(KEY, "new");
        AuditReport report = audit(a, QUICK.withSource());

        assertThat(report.localDivergent()).isEqualTo(1);
        assertThat(report.remoteDivergent()).isEqualTo(1);
        assertThat(report.repaired()).isZero();
        assertThat(a.get()).isEqualTo("old");
        assertThat(audit(a, QUICK.withSource().repairing()).repaired()).isEqualTo(1);
        assertThat(a.get()).isEqualTo("new");
        assertThat(b.get()).isEqualTo("new");
    }

    @Test
    void withoutTheSourceALocalTierBehindTheRemoteOneIsFound() {
        a.log().deliveries().shut();
        b.put("new");

        AuditReport report = audit(a, QUICK);
        assertThat(report.localDivergent()).isEqualTo(1);
        assertThat(report.remoteDivergent()).isZero();
        a.log().deliveries().open();
    }

    @Test
    void whatComesRightByItselfIsStalenessAndNoDivergence() {
        a.log().deliveries().shut();
        b.put("new");
        CompletableFuture<AuditReport> report =
                a.cache().audit(QUICK.bound(Duration.ofSeconds(1)).withSource()).toFuture();
        long before = a.invalidations();
        a.log().deliveries().open();
        a.awaitEvicted(before);

        assertThat(report.join().isConsistent()).isTrue();
        assertThat(report.join().staleness()).hasSize(1);
        assertThat(report.join().percentile(1)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aSampleIsNoLargerThanAskedFor() {
        Flux.range(100, 50)
                .doOnNext(i -> cluster.truth.set(i, "value"))
                .concatMap(i -> a.cache().get((long) i))
                .blockLast(LIMIT);

        assertThat(audit(a, QUICK.sample(20)).checked()).isEqualTo(20);
        assertThat(audit(a, QUICK.sample(1_000)).checked()).isEqualTo(51);
    }
}
