package io.reactivecache.internal.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Effect;
import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.fixture.OpenedStore;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.KeySpace;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.marker.Markers.Raised;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.CallGuard;
import io.reactivecache.spi.KeyCodecs;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

final class UntoldKeysTest {

    private static final Token WRITER = new Token(3, 4);

    private final CacheConfig config =
            new CacheConfigBuilder("orders").remote(more -> more.maxRepairs(2)).build();
    private final long fence = config.fence().toMillis();
    private final Counters counters = new Counters();
    private final Markers markers = new Markers(10, true, counters);
    private final OpenedStore store = new OpenedStore();
    private final UntoldKeys keys = new UntoldKeys(
            store,
            new KeySpace<>("orders", KeyCodecs.strings(), 1_024),
            markers,
            new RemoteCalls(CallGuard.NONE, config.remote(), Schedulers.parallel()),
            config,
            counters);

    @Test
    void aKeyIsToldAtOnceAndOnceMoreAfterAFence() {
        keys.add("key", WRITER, at(5), 0);
        tell(0);
        assertThat(store.opened()).containsExactly(opened("key", 5));
        assertThat(keys.isDue(fence - 1)).isFalse();
        tell(fence - 1);
        assertThat(store.opened()).hasSize(1);

        assertThat(keys.isDue(fence)).isTrue();
        tell(fence);
        assertThat(store.opened()).containsExactly(opened("key", 5), opened("key", 5));
        assertThat(keys.isDue(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void nothingIsDueWhereNothingIsUntold() {
        assertThat(keys.isDue(Long.MAX_VALUE)).isFalse();
        tell(0);
        assertThat(store.opened()).isEmpty();
    }

    @Test
    void aKeyTheStoreDidNotTakeStaysDue() {
        keys.add("key", WRITER, at(5), 0);
        store.answering(() -> Mono.error(new IllegalStateException("away")));
        tell(0);
        assertThat(counters.get(CacheMeter.REMOTE_FAILURE)).isEqualTo(1);
        assertThat(keys.isDue(0)).isTrue();

        store.answering(Mono::empty);
        tell(0);
        assertThat(keys.isDue(0)).isFalse();
        assertThat(keys.isDue(fence)).isTrue();
    }

    @Test
    void theFirstFailureEndsTheRound() {
        keys.add("one", WRITER, at(5), 0);
        keys.add("other", WRITER, at(6), 0);
        store.answering(() -> Mono.error(new IllegalStateException("away")));
        tell(0);

        assertThat(store.opened()).hasSize(1);
    }

    @Test
    void aLaterChangeOfTheKeyTakesThePlaceOfTheEarlier() {
        keys.add("key", WRITER, at(5), 0);
        tell(0);
        keys.add("key", WRITER, at(7), 1);
        tell(1);
        tell(fence + 1);

        assertThat(store.opened()).containsExactly(opened("key", 5), opened("key", 7), opened("key", 7));
    }

    /** It is another change than the one that was told. */
    @Test
    void aChangeThatComesWhileTheKeyIsToldIsToldTwiceToo() {
        keys.add("key", WRITER, at(5), 0);
        store.answering(() -> Mono.fromRunnable(() -> keys.add("key", WRITER, at(6), 0)));
        tell(0);
        store.answering(Mono::empty);
        tell(0);
        tell(fence);

        assertThat(store.opened()).containsExactly(opened("key", 5), opened("key", 6), opened("key", 6));
    }

    @Test
    void withoutRoomForAKeyEverythingInItsPartitionCountsAsChanged() {
        markers.reset(LogPositions.of(7, 0, 0));
        assertThat(keys.add("one", WRITER, at(5), 0)).isTrue();
        assertThat(keys.add("two", WRITER, at(6), 0)).isTrue();
        assertThat(keys.add("three", WRITER, at(7), 0)).isFalse();
        assertThat(keys.add("two", WRITER, at(8), 0)).isTrue();

        assertThat(markers.all()).containsExactly(new Raised(MarkerId.all(Effect.REMOVE), LogPositions.of(7, 7, -1)));
        assertThat(counters.get(CacheMeter.REMOTE_DROPPED)).isEqualTo(1);
    }

    private void tell(long now) {
        keys.tell(1, now).block();
    }

    private String opened(String key, long offset) {
        return "orders:0:" + key + " " + WRITER + " " + at(offset) + " " + config.fence();
    }

    private static Position at(long offset) {
        return new Position(7, 0, offset);
    }
}
