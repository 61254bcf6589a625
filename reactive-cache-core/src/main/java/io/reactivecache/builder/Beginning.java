package io.reactivecache.builder;

import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import io.reactivecache.internal.entry.AppliedPositions.View;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** A write begins when this node knows how the log is partitioned, so it waits for that. */
final class Beginning {

    private final Wiring<?, ?> w;

    Beginning(Wiring<?, ?> w) {
        this.w = w;
    }

    /** Emits the log as this node sees it, or errors with step BEGIN if that takes too long. */
    Mono<View> followed() {
        return Mono.defer(() -> Mono.justOrEmpty(w.positions.view())).switchIfEmpty(reached());
    }

    /**
     * The same for a write that may wait in the outbox: empty in place of the error, and at once if others wait there
     * already.
     */
    Mono<Optional<View>> followedOrNot() {
        return Mono.defer(() -> w.outbox.size() > 0
                ? Mono.just(w.positions.view())
                : followed()
                        .map(Optional::of)
                        .onErrorResume(WriteFailedException.class, never -> Mono.just(Optional.empty())));
    }

    /** Who had to wait goes on on the scheduler: the thread that delivers the log's first event belongs to the log. */
    private Mono<View> reached() {
        return w.positions
                .following()
                .publishOn(w.scheduler)
                .timeout(w.config.log().announceTimeout(), w.scheduler)
                .onErrorMap(failure -> new WriteFailedException(Step.BEGIN, false, failure))
                .then(Mono.fromCallable(() -> w.positions.view().orElseThrow()));
    }
}
