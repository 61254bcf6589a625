package io.reactivecache.internal.writebehind;

import io.reactivecache.config.WriteBehindConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.spi.CacheMeter;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Applies writes: the system of record, then the steps behind it for each key, then the journal forgets them, then the keys are
 * free. What the system of record has is repeated behind it for ever, as nobody may keep the old value.
 */
final class Applying<K, V> {

    private static final int AT_ONCE = 64;

    private final Function<List<Pending<K, V>>, Mono<Void>> truth;
    private final Function<Pending<K, V>, Mono<Void>> afterTruth;
    private final Superfluous<K, V> superfluous;
    private final Kept journal;
    private final Pendings<K, V> pendings;
    private final Pulse pulse;
    private final Pauses pauses;
    private final Counters counters;
    private final WriteBehindConfig config;
    private final Scheduler scheduler;

    Applying(WriteBehindParts<K, V> parts, Kept journal, Pendings<K, V> pendings, Pulse pulse, Pauses pauses) {
        this.truth = parts.truth();
        this.afterTruth = parts.afterTruth();
        this.superfluous = new Superfluous<>(parts);
        this.counters = parts.counters();
        this.config = parts.config();
        this.scheduler = parts.scheduler();
        this.journal = journal;
        this.pendings = pendings;
        this.pulse = pulse;
        this.pauses = pauses;
    }

    /**
     * Applies writes; errors if the system of record did not take them, and with nothing else. The steps behind it are not run on
     * its thread, which may be the one that many of its calls share.
     */
    Mono<Void> apply(List<Flight<K, V>> flights) {
        return Mono.defer(() -> truth.apply(
                        flights.stream().map(flight -> flight.due().pending).toList()))
                .timeout(config.writeTimeout(), scheduler)
                .publishOn(scheduler)
                .then(Mono.defer(() -> applied(flights)));
    }

    private Mono<Void> applied(List<Flight<K, V>> flights) {
        pulse.succeeded();
        return Flux.fromIterable(flights)
                .flatMap(flight -> behind(flight.due()), AT_ONCE, 1)
                .then(Mono.defer(() -> journal.acknowledged(Kept.entries(flights))))
                .then(Mono.fromRunnable(() -> landed(flights)));
    }

    /**
     * Others are told of the writes it has passed before they are told of itself: they find it in the system of record by then. What
     * would repeat the steps is only made when they fail.
     */
    private Mono<Void> behind(Due<K, V> due) {
        Mono<Void> own = Mono.defer(() -> afterTruth.apply(due.pending));
        Mono<Void> steps =
                due.passed().isEmpty() ? own : superfluous.passedBy(due).then(own);
        return steps.onErrorResume(failure -> again(steps));
    }

    private Mono<Void> again(Mono<Void> steps) {
        return pauses.after(1).then(steps).retryWhen(pauses.forEver());
    }

    private void landed(List<Flight<K, V>> flights) {
        counters.count(CacheMeter.BEHIND_BATCH);
        counters.add(CacheMeter.BEHIND_APPLIED, flights.size());
        pendings.landed(flights);
    }
}
