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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A log that begins anew on an event loop clears the tier there, while other threads use it. */
final class LocalTierClearTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AtomicReference<@Nullable Runnable> whenEvicted = new AtomicReference<>();
    private final HandClock clock = new HandClock();
    private final LocalTier<Key, String> tier = new LocalTier<>(
            new CacheConfigBuilder("orders").maximumSize(1).build(),
            String::length,
            new Markers(100, false, new Counters()),
            String::valueOf,
            clock,
            new Counters(),
            new CacheEvents<>(new Counters(), Schedulers.parallel()));

    /** A key that tells when it is looked at; the one that is not being put is only looked at when one of them has to go. */
    private final class Key {

        private final boolean tells;

        Key(boolean tells) {
            this.tells = tells;
        }

        @Override
        public int hashCode() {
            Runnable step = tells ? whenEvicted.getAndSet(null) : null;
            if (step != null) {
                step.run();
            }
            return tells ? 1 : 2;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }
    }

    @Test
    void clearingWaitsForTheThreadThatIsEvicting() {
        CompletableFuture<Void> cleared = new CompletableFuture<>();
        CompletableFuture<Thread> clearing = new CompletableFuture<>();
        tier.keep(new Key(true), entry());
        whenEvicted.set(() -> {
            clear(clearing).subscribe(nothing -> {}, cleared::completeExceptionally, () -> cleared.complete(null));
            awaitWaiting(clearing.join(), cleared);
        });
        tier.keep(new Key(false), entry());

        assertThat(clearing).isDone();
        assertThat(cleared).succeedsWithin(LIMIT);
        assertThat(tier.size()).isZero();
    }

    private Mono<Void> clear(CompletableFuture<Thread> clearing) {
        return Mono.<Void>fromRunnable(() -> {
                    clearing.complete(Thread.currentThread());
                    tier.clear();
                })
                .subscribeOn(Schedulers.parallel());
    }

    private static void awaitWaiting(Thread clearing, CompletableFuture<Void> cleared) {
        while (clearing.getState() != Thread.State.WAITING && !cleared.isDone()) {
            Thread.onSpinWait();
        }
        assertThat(cleared.isDone()).as("done without waiting").isEqualTo(cleared.isCompletedExceptionally());
    }

    private Entry<String> entry() {
        return Entries.entry("value", new Position(1, 0, 1), clock.millis(), clock.millis() + 1_000);
    }
}
