package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.builder.CacheBuilder;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How often a cluster loads a hot key whose value ends and ends again. */
final class EarlyRefreshTest {

    private static final int NODES = 50;
    private static final int TTL_MILLIS = 700;
    private static final int TICKS = 400_000;
    private static final int EXPIRIES = 1_000;
    private static final Duration LOAD = Duration.ofMillis(50);

    private static double loadsPerExpiry(UnaryOperator<CacheBuilder<Long, Long>> settings) {
        try (HotKeyCluster cluster = new HotKeyCluster(NODES, LOAD, settings)) {
            cluster.read(TICKS);
            assertThat(cluster.expiries()).isGreaterThan(EXPIRIES);
            assertThat(cluster.answers()).isGreaterThan((long) (TICKS * 0.9) * NODES);
            return cluster.loadsPerExpiry();
        }
    }

    private static CacheBuilder<Long, Long> hot(CacheBuilder<Long, Long> builder) {
        return builder.ttl(Duration.ofMillis(TTL_MILLIS)).stale(stale -> stale.early(1));
    }

    @Test
    void withALeaseAnEndingValueIsLoadedOnceHoweverManyNodesReadIt() {
        double loads = loadsPerExpiry(builder ->
                hot(builder).settings(settings -> settings.remote(remote -> remote.leaseTime(Duration.ofMillis(500)))));

        assertThat(loads).isBetween(1.0, 1.1);
    }

    /**
     * In theory a load has e^(1/b) - 1 others beside it, if each reader decides for itself; 1.72 with b = 1. Their number is
     * distributed geometrically, with a standard deviation of 2.16: the bounds are five of those of the mean away.
     */
    @Test
    void withoutALeaseNodesLoadBesideEachOtherAsOftenAsTheTheorySays() {
        double duplicates = loadsPerExpiry(EarlyRefreshTest::hot) - 1;

        assertThat(duplicates).isBetween(0.8 * (Math.E - 1), 1.2 * (Math.E - 1));
    }
}
