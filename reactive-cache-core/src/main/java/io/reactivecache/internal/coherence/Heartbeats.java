package io.reactivecache.internal.coherence;

import io.reactivecache.config.CacheConfig;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.Heartbeat;
import io.reactivecache.internal.entry.HeartbeatFormat;
import io.reactivecache.internal.entry.Tokens;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Says into the log, from time to time, that this node is there. One at a time; one that fails is not repeated. */
public final class Heartbeats {

    private final InvalidationLog log;
    private final AppliedPositions positions;
    private final Tokens tokens;
    private final CacheConfig config;
    private final Scheduler scheduler;

    public Heartbeats(
            InvalidationLog log, AppliedPositions positions, Tokens tokens, CacheConfig config, Scheduler scheduler) {
        this.log = log;
        this.positions = positions;
        this.tokens = tokens;
        this.config = config;
        this.scheduler = scheduler;
    }

    /** Says so without end; never errors. Never says anything if the cache is set so. */
    public Mono<Void> run() {
        if (config.log().heartbeat().isZero()) {
            return Mono.empty();
        }
        return Flux.interval(config.log().heartbeat(), scheduler)
                .onBackpressureDrop()
                .concatMap(
                        tick -> Mono.defer(() -> Mono.justOrEmpty(positions.resumeFrom()))
                                .flatMap(this::said),
                        1)
                .then();
    }

    private Mono<Void> said(LogPositions applied) {
        Token token = tokens.next();
        Heartbeat heartbeat = new Heartbeat(config.name(), token, config.log().heartbeat(), applied);
        int partition = (int) Long.remainderUnsigned(token.node(), applied.partitions());
        return Mono.defer(() -> log.append(partition, HeartbeatFormat.encode(heartbeat)))
                .timeout(config.log().announceTimeout(), scheduler)
                .onErrorComplete()
                .then();
    }
}
