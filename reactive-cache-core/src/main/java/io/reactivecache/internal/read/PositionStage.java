package io.reactivecache.internal.read;

import io.reactivecache.Position;
import io.reactivecache.config.FlightConfig;
import io.reactivecache.internal.entry.AppliedPositions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Lets a read that asks for it wait until this node has applied a position. Whether it has is looked at again by whoever
 * answers: this stage only gives it time.
 */
public final class PositionStage<K, V> implements CallStage<K, V> {

    private final AppliedPositions positions;
    private final FlightConfig config;
    private final Scheduler scheduler;
    private final CallStage<K, V> next;

    public PositionStage(AppliedPositions positions, FlightConfig config, Scheduler scheduler, CallStage<K, V> next) {
        this.positions = positions;
        this.config = config;
        this.scheduler = scheduler;
        this.next = next;
    }

    @Override
    public Mono<Found<V>> answer(Call<K, V> call) {
        return call.options()
                .notBefore()
                .filter(position -> !call.options().positionWait().isZero() && !positions.isApplied(position))
                .map(position -> waited(call, position))
                .orElseGet(() -> next.answer(call));
    }

    /** Who waited goes on on the scheduler: the thread that applies records belongs to the log. */
    private Mono<Found<V>> waited(Call<K, V> call, Position position) {
        long began = scheduler.now(TimeUnit.NANOSECONDS);
        Duration limit = call.within(config.hardTimeout());
        return positions
                .await(position)
                .publishOn(scheduler)
                .timeout(call.within(call.options().positionWait()), Mono.just(false), scheduler)
                .flatMap(applied -> next.answer(call.after(limit, scheduler.now(TimeUnit.NANOSECONDS) - began)));
    }
}
