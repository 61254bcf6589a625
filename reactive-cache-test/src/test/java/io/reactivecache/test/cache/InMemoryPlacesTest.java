package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.fault.Hold;
import io.reactivecache.test.remote.FaultyRemoteStore;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import io.reactivecache.test.remote.RemoteOperation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InMemoryPlacesTest extends PlaceCases {

    private static final Duration FENCE =
            new CacheConfigBuilder("places").build().fence();

    private final HandClock clock = new HandClock();
    private final FaultyRemoteStore store = new FaultyRemoteStore(new InMemoryRemoteStore(clock));
    private final InProcessInvalidationLog log = new InProcessInvalidationLog(1);
    private HeldDelivery last = new HeldDelivery(log);

    @Override
    CacheBuilder<String, String> on(CacheBuilder<String, String> builder) {
        last = new HeldDelivery(log);
        return builder.clock(clock).remote(store).log(last);
    }

    @Override
    void elapse(Duration time) {
        clock.advance(time);
    }

    @Test
    void norDoesItIfTheNodeHearsOfItLate() {
        ReactiveCache<String, String> a = node();
        ReactiveCache<String, String> late = node();
        last.deliveries().shut();
        Position put = brief(a, "old");
        elapse(FENCE.dividedBy(2));
        last.deliveries().open();
        late.with(ReadOptions.none().notBefore(put, LIMIT)).get("k").block(LIMIT);
        elapse(FENCE.multipliedBy(3).dividedBy(4));

        assertThat(appended(late, "1")).contains("1");
    }

    @Test
    void whatIsStillToComeIsWaitedForBehindWhatWasRemoved() {
        ReactiveCache<String, String> a = node();
        ReactiveCache<String, String> b = node();
        a.put("k", "old").block(LIMIT);
        b.clear().block(LIMIT);
        Hold held = store.hold(RemoteOperation.STORE);
        CompletableFuture<?> put = a.put("k", "new").toFuture();
        held.arrived().block(LIMIT);
        store.heal();
        b.reclaim().block(LIMIT);
        long looked = store.calls(RemoteOperation.READ);
        CompletableFuture<Optional<String>> next = appending(b, "+").toFuture();
        Eventually.within(LIMIT)
                .holds("looked for", () -> next.isDone() || store.calls(RemoteOperation.READ) >= looked + 5);
        held.release();

        assertThat(next).succeedsWithin(LIMIT).isEqualTo(Optional.of("new+"));
        assertThat(put).succeedsWithin(LIMIT);
    }

    @Test
    void aPutIsDoneThatAnInvalidationHasOvertaken() {
        ReactiveCache<String, String> a = node();
        Hold held = store.hold(RemoteOperation.STORE);
        CompletableFuture<?> put = a.put("k", "old").toFuture();
        held.arrived().block(LIMIT);
        a.invalidate("k").block(LIMIT);
        held.release();

        assertThat(put).succeedsWithin(LIMIT);
        assertThat(a.get("k").blockOptional(LIMIT)).isEmpty();
    }
}
