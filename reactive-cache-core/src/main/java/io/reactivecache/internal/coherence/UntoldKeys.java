package io.reactivecache.internal.coherence;

import io.reactivecache.Effect;
import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.KeySpace;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.RemoteStore;
import io.reactivecache.spi.Token;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Changes of keys that their writer could not tell the remote tier: every node that hears of one leaves the tombstone in its
 * place, as soon as it reaches the remote tier, so that a writer that is cut off harms nobody.
 *
 * <p>It does so at once, and again after a fence: the first time there may be the mark of another write, which has announced
 * its value before and is to put it there. One entry for each key, at most so many; where there is no room, everything in the
 * partition counts as changed.
 */
public final class UntoldKeys {

    private final RemoteStore store;
    private final KeySpace<?> keys;
    private final Markers markers;
    private final RemoteCalls calls;
    private final CacheConfig config;
    private final Counters counters;
    private final Map<String, Untold> untold = new ConcurrentHashMap<>();

    /** None. */
    public UntoldKeys(
            RemoteStore store,
            KeySpace<?> keys,
            Markers markers,
            RemoteCalls calls,
            CacheConfig config,
            Counters counters) {
        this.store = store;
        this.keys = keys;
        this.markers = markers;
        this.calls = calls;
        this.config = config;
        this.counters = counters;
    }

    private record Untold(Token token, Position position, long due, boolean again) {}

    /** Takes the change of a key, as it is written down. Tells whether there was room for it. */
    boolean add(String key, Token token, Position position, long now) {
        boolean room = untold.size() < config.remote().maxRepairs() || untold.containsKey(key);
        if (room) {
            untold.merge(key, new Untold(token, position, now, true), UntoldKeys::later);
        } else {
            counters.count(CacheMeter.REMOTE_DROPPED);
            markers.raise(MarkerId.all(Effect.REMOVE), position);
        }
        return room;
    }

    /** What was heard of before may come once more. */
    private static Untold later(Untold known, Untold told) {
        return known.position.reflects(told.position) ? known : told;
    }

    /** True if the remote tier was told of all. */
    public boolean isEmpty() {
        return untold.isEmpty();
    }

    /** True if something is due. */
    boolean isDue(long now) {
        return untold.values().stream().anyMatch(each -> now >= each.due);
    }

    /** Tells what is due, until the remote tier fails. Never errors. */
    Mono<Void> tell(int partitions, long now) {
        return Flux.fromIterable(List.copyOf(untold.entrySet()))
                .filter(each -> now >= each.getValue().due)
                .concatMap(each -> tell(each.getKey(), each.getValue(), partitions, now))
                .then()
                .onErrorResume(failure -> {
                    counters.count(CacheMeter.REMOTE_FAILURE);
                    return Mono.empty();
                });
    }

    private Mono<Void> tell(String key, Untold change, int partitions, long now) {
        String remote = keys.address(key, partitions).remote();
        return calls.call(() -> store.open(remote, change.token, change.position, config.fence()))
                .then(Mono.fromRunnable(() -> told(key, change, now)));
    }

    private void told(String key, Untold change, long now) {
        if (change.again) {
            long due = now + config.fence().toMillis();
            untold.replace(key, change, new Untold(change.token, change.position, due, false));
        } else {
            untold.remove(key, change);
        }
    }
}
