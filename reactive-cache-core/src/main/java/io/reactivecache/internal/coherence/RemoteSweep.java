package io.reactivecache.internal.coherence;

import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.KeySpace;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.MarkerTable.Content;
import io.reactivecache.spi.MarkerTable.Row;
import io.reactivecache.spi.Sweepable;
import io.reactivecache.spi.Sweepable.Swept;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Goes through the remote tier and removes what wide invalidations made invalid, so many keys a second. One node does so at a
 * time, as far as the store can tell; two harm nothing.
 *
 * <p>Rows older than a fence when it begins are dropped when it has ended, if nobody has raised them since: no load, fill or
 * write that began before their invalidation can still be on its way, so nothing old comes after the sweep.
 */
public final class RemoteSweep {

    private static final Logger AUDIT = LoggerFactory.getLogger("io.reactivecache.audit");
    private static final int AT_ONCE = 1_000;
    private static final int SIDE_BY_SIDE = 64;
    private static final int LEAD_TURNS = 3;

    private final Sweepable values;
    private final MarkerTable table;
    private final Markers markers;
    private final KeySpace<?> keys;
    private final RemoteCalls calls;
    private final CacheConfig config;
    private final Token token;
    private final Duration left;
    private final Counters counters;

    /**
     * A sweep.
     *
     * @param left how long a value leaves its tombstone behind: where the next write goes on from what is there it has to find
     *     that this one came; zero to leave nothing
     */
    public RemoteSweep(
            Sweepable values,
            MarkerTable table,
            Markers markers,
            KeySpace<?> keys,
            RemoteCalls calls,
            CacheConfig config,
            Token token,
            Duration left,
            Counters counters) {
        this.values = values;
        this.table = table;
        this.markers = markers;
        this.keys = keys;
        this.calls = calls;
        this.config = config;
        this.token = token;
        this.left = left;
        this.counters = counters;
    }

    /** Sweeps if there is a row that is old enough, and no other node does. Emits how many values were removed. */
    public Mono<Long> behind(Content content) {
        List<Row> ripe = content.rows().stream()
                .filter(row -> row.age().compareTo(config.fence()) > 0)
                .toList();
        return ripe.isEmpty()
                ? Mono.just(0L)
                : lead().filter(leads -> leads)
                        .flatMap(leads -> swept())
                        .flatMap(count -> Flux.fromIterable(ripe)
                                .concatMap(row -> calls.call(() -> table.drop(config.name(), row)))
                                .then(Mono.just(count)))
                        .defaultIfEmpty(0L);
    }

    private Mono<Boolean> lead() {
        Duration time = config.markers().sweepInterval().multipliedBy(LEAD_TURNS);
        return calls.call(() -> table.lead(config.name(), token, time));
    }

    /** Sweeps. Emits how many values were removed; errors if the store fails. */
    public Mono<Long> swept() {
        return values.scan(keys.prefix())
                .buffer(AT_ONCE)
                .concatMap(batch -> removed(batch).delayElement(pause(batch.size()), calls.scheduler()), 1)
                .reduce(0L, Long::sum)
                .doOnNext(this::ended);
    }

    private void ended(long removed) {
        counters.count(CacheMeter.SWEEP);
        if (removed > 0) {
            AUDIT.info("cache {}: {} values removed from the remote tier that were invalid", config.name(), removed);
        }
    }

    private Duration pause(int swept) {
        return Duration.ofNanos(swept * 1_000_000_000L / config.markers().sweepRate());
    }

    private Mono<Long> removed(List<Swept> batch) {
        return Flux.fromIterable(batch)
                .filter(this::isInvalid)
                .flatMap(this::remove, SIDE_BY_SIDE)
                .filter(removed -> removed)
                .count()
                .doOnNext(count -> counters.add(CacheMeter.REMOTE_SWEPT, count));
    }

    private boolean isInvalid(Swept value) {
        return keys.encodedOf(value.key())
                .filter(key -> markers.isOver(key, value.tags(), value.stamp()))
                .isPresent();
    }

    private Mono<Boolean> remove(Swept value) {
        Position stamp = value.stamp();
        Position next = new Position(stamp.epoch(), stamp.partition(), stamp.offset() + 1);
        return calls.call(() -> values.removeBefore(value.key(), next, left));
    }
}
