package io.reactivecache.internal.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.Entries;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.internal.entry.CacheEvents;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.marker.Markers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.scheduler.Schedulers;

/** Whether the value of a put may be kept is asked, and the value kept, in one step. */
@Timeout(30)
final class KeptInOneStepTest {

    private static final Position STAMP = new Position(1, 0, 7);

    private final Counters counters = new Counters();
    private final LocalTier<String, String> local = new LocalTier<>(
            new CacheConfigBuilder("orders").build(),
            value -> 1,
            new Markers(100, false, counters),
            key -> key,
            new HandClock(),
            counters,
            new CacheEvents<>(counters, Schedulers.parallel()));
    private final Entry<String> entry = Entries.entry("value", STAMP, 0, Long.MAX_VALUE);

    @Test
    void whatMayNotBeKeptTakesAnOlderEntryOut() {
        local.keep("key", Entries.entry("older", new Position(1, 0, 6), 0, Long.MAX_VALUE));
        local.keep("key", entry, () -> false);

        assertThat(local.find("key")).isNull();
    }

    @Test
    void whoRemovesTheKeyWhileThatIsAskedWaitsForTheAnswer() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        CompletableFuture<Void> kept = CompletableFuture.runAsync(() -> local.keep("key", entry, () -> {
            asked.countDown();
            return isReached(answered);
        }));
        asked.await();
        Thread removing = new Thread(() -> local.remove("key"));
        removing.start();
        while (removing.getState() != Thread.State.BLOCKED && removing.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
        answered.countDown();
        kept.join();
        removing.join();

        assertThat(local.find("key")).isNull();
    }

    private static boolean isReached(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
