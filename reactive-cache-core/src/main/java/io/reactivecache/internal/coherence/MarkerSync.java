package io.reactivecache.internal.coherence;

import io.reactivecache.Effect;
import io.reactivecache.Position;
import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.tier.LocalTier;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps the markers of this node right and few, turn after turn, as long as there are any: reads the table of the remote tier at
 * once after a reset and from time to time, tells it what it may have missed, goes through the local tier, and forgets markers
 * of which nothing is left.
 */
public final class MarkerSync implements Unsettled {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Markers markers;
    private final MarkerRetention retention;
    private final Optional<RemoteMarkers> remote;
    private final Optional<UntoldKeys> untold;
    private final LocalTier<?, ?> local;
    private final AppliedPositions positions;
    private final CacheConfig config;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private final Sinks.Many<Boolean> calls = Sinks.many().multicast().directBestEffort();
    private final Sinks.Empty<Void> looked = Sinks.empty();
    private volatile long lastTurn;

    public MarkerSync(
            Markers markers,
            MarkerRetention retention,
            Optional<RemoteMarkers> remote,
            Optional<UntoldKeys> untold,
            LocalTier<?, ?> local,
            AppliedPositions positions,
            CacheConfig config,
            InstantSource clock,
            Scheduler scheduler) {
        this.markers = markers;
        this.retention = retention;
        this.remote = remote;
        this.untold = untold;
        this.local = local;
        this.positions = positions;
        this.config = config;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    @Override
    public void key(String key, Token token, Position position) {
        untold.filter(keys -> !keys.add(key, token, position, clock.millis()))
                .ifPresent(full -> marker(MarkerId.all(Effect.REMOVE)));
    }

    @Override
    public void marker(MarkerId marker) {
        remote.ifPresent(table -> table.tell(marker));
    }

    /** Called by the follower alone. */
    @Override
    public void missed() {
        calls.tryEmitNext(true);
    }

    /** Completes when the table was read for the first time after this node began to follow the log, or could not be. */
    public Mono<Void> looked() {
        return remote.isEmpty() ? Mono.empty() : looked.asMono();
    }

    /**
     * Turns without end; never errors.
     *
     * @param back emits when the remote tier can be reached again
     */
    public Mono<Void> run(Publisher<Boolean> back) {
        return Flux.merge(calls.asFlux(), back, Flux.interval(PAUSE, scheduler).map(tick -> false))
                .onBackpressureLatest()
                .concatMap(called -> turn(), 0)
                .then();
    }

    private Mono<Void> turn() {
        return Mono.defer(() -> {
            long now = clock.millis();
            retention.look(now);
            return told(now).then(read(now)).then(swept(now)).then(Mono.fromRunnable(() -> forget()));
        });
    }

    private void forget() {
        retention.forget(remote.isEmpty());
    }

    private Mono<Void> told(long now) {
        return Mono.justOrEmpty(untold)
                .filter(keys -> keys.isDue(now))
                .flatMap(keys -> Mono.justOrEmpty(positions.view()).flatMap(view -> keys.tell(view.partitions(), now)));
    }

    private Mono<Void> read(long now) {
        return Mono.justOrEmpty(remote)
                .filter(table -> isReadDue(table, now))
                .doOnNext(table -> lastTurn = now)
                .flatMap(table -> table.turn(clock::millis).thenReturn(true))
                .defaultIfEmpty(false)
                .doOnNext(this::noteLooked)
                .then();
    }

    private void noteLooked(boolean tried) {
        if (positions.view().isPresent() && (tried || markers.floor() == null)) {
            looked.tryEmitEmpty();
        }
    }

    private boolean isReadDue(RemoteMarkers table, long now) {
        boolean isTime = now - lastTurn >= config.markers().sweepInterval().toMillis();
        return markers.floor() != null || table.isAsked() || markers.size() > 0 && isTime;
    }

    private Mono<Void> swept(long now) {
        return retention.wantsSweep(now)
                ? local.sweep(scheduler).then(Mono.fromRunnable(() -> retention.swept(now)))
                : Mono.empty();
    }
}
