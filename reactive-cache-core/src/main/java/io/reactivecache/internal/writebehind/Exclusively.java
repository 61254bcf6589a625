package io.reactivecache.internal.writebehind;

import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Lets IMMEDIATE writes through, one at a time for each key, and never beside a pending write of it. */
final class Exclusively<K, V> {

    private final Pendings<K, V> pendings;
    private final Kept journal;
    private final CatchingUp catchingUp;
    private final Superfluous<K, V> superfluous;
    private final Scheduler scheduler;
    private final Supplier<? extends Throwable> closed;

    Exclusively(Engine<K, V> engine, Scheduler scheduler, Supplier<? extends Throwable> closed) {
        this.pendings = engine.pendings;
        this.journal = engine.journal;
        this.catchingUp = engine.catchingUp;
        this.superfluous = engine.superfluous;
        this.scheduler = scheduler;
        this.closed = closed;
    }

    <T> Mono<T> run(String key, Mono<T> through) {
        return catchingUp.awaited().then(inTurn(key, through));
    }

    private <T> Mono<T> inTurn(String key, Mono<T> through) {
        return Mono.defer(() -> {
            Turn<K, V> turn = pendings.turn(key);
            Mono<T> succeeded = Mono.defer(() -> forgotten(turn).then(Mono.empty()));
            return turn.begun(scheduler, closed)
                    .then(through.flatMap(result -> forgotten(turn).thenReturn(result))
                            .switchIfEmpty(succeeded))
                    .doFinally(end -> pendings.ended(turn));
        });
    }

    private Mono<Void> forgotten(Turn<K, V> turn) {
        return Mono.defer(() -> over(pendings.succeeded(turn)));
    }

    private Mono<Void> over(List<Due<K, V>> writes) {
        return Flux.fromIterable(writes)
                .concatMap(due -> superfluous.over(due).onErrorComplete(), 1)
                .then(Mono.defer(() -> journal.acknowledged(
                        writes.stream().flatMap(Due::entries).toList())))
                .then(Mono.fromRunnable(() -> pendings.over(writes)));
    }
}
