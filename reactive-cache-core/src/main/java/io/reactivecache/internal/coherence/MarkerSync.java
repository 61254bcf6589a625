package io.reactivecache.internal.coherence;

import io.reactivecache.Position;
import io.reactivecache.internal.entry.MarkerId;
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
 * Keeps the markers of this node right and few, turn after turn, as long as there are any: keeps in step with the remote tier,
 * at once after a reset and from time to time, goes through the local tier, and forgets markers of which nothing is left.
 */
public final class MarkerSync implements Unsettled {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final MarkerRetention retention;
    private final Optional<RemoteSync> remote;
    private final LocalTier<?, ?> local;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private final Sinks.Many<Boolean> calls = Sinks.many().multicast().directBestEffort();

    public MarkerSync(
            MarkerRetention retention,
            Optional<RemoteSync> remote,
            LocalTier<?, ?> local,
            InstantSource clock,
            Scheduler scheduler) {
        this.retention = retention;
        this.remote = remote;
        this.local = local;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    @Override
    public void key(String key, Token token, Position position) {
        remote.ifPresent(sync -> sync.key(key, token, position));
    }

    @Override
    public void marker(MarkerId marker) {
        remote.ifPresent(sync -> sync.marker(marker));
    }

    /** The next turn is now. */
    @Override
    public void missed() {
        calls.tryEmitNext(true);
    }

    /** Completes when the table was read for the first time after this node began to follow the log, or could not be. */
    public Mono<Void> looked() {
        return remote.map(RemoteSync::looked).orElseGet(Mono::empty);
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
            return Mono.justOrEmpty(remote)
                    .flatMap(sync -> sync.turn(now, this))
                    .then(Mono.defer(() -> swept(now)))
                    .then(Mono.fromRunnable(() ->
                            retention.forget(!remote.map(RemoteSync::hasTable).orElse(false))));
        });
    }

    private Mono<Void> swept(long now) {
        return retention.wantsSweep(now)
                ? local.sweep(scheduler).then(Mono.fromRunnable(() -> retention.swept(now)))
                : Mono.empty();
    }
}
