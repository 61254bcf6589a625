package io.reactivecache.builder;

import io.reactivecache.internal.coherence.Heartbeats;
import io.reactivecache.internal.coherence.LogFollower;
import io.reactivecache.internal.coherence.LogProbe;
import io.reactivecache.internal.coherence.RecordApplier;
import io.reactivecache.internal.coherence.Unsettled;
import io.reactivecache.spi.DeliveryClass;
import java.time.Duration;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** What runs behind a cache while it is open: following the log, watching the remote store, repairing what it missed. */
final class Coherence {

    private static final Duration REPAIR_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private Coherence() {}

    /** Starts it; disposing the result ends it. */
    static <K, V> Disposable start(Wiring<K, V> w, Sweeping sweeping, Function<K, Mono<?>> invalidate) {
        Disposable published =
                w.metrics.publish(w.config.name(), w.counters::get, new Inspection(w)::gauge, w.measures::timing);
        Disposable.Composite running = Disposables.composite(published);
        w.remote.ifPresent(at -> {
            running.add(w.reachability.follow(at.store().available()).subscribe());
            running.add(w.repairs
                    .run(REPAIR_PAUSE, w.reachability, invalidate, w.scheduler)
                    .subscribe());
        });
        w.later().ifPresent(path -> running.add(path.start()));
        w.gate.ifPresent(gate ->
                running.add(gate.run(REPAIR_PAUSE, LONGEST_PAUSE, w.scheduler).subscribe()));
        running.add(sweeping.run().subscribe());
        running.add(w.outbox.run(REPAIR_PAUSE, w.scheduler).subscribe());
        LogFollower follower = follower(w, sweeping.sync());
        running.add(follower.follow().subscribe());
        if (w.log.deliveryClass() != DeliveryClass.LOCAL) {
            running.add(probe(w, follower).run().subscribe());
            running.add(new Heartbeats(w.log, w.positions, w.tokens, w.config, w.scheduler)
                    .run()
                    .subscribe());
        }
        return running;
    }

    private static LogProbe probe(Wiring<?, ?> w, LogFollower follower) {
        return new LogProbe(
                w.log, w.positions, w.isolation, w.lag, follower::tailAnew, w.config, w.scheduler, w.counters);
    }

    private static <K, V> LogFollower follower(Wiring<K, V> w, Unsettled unsettled) {
        RecordApplier<K, V> applier = new RecordApplier<>(
                w.config,
                w.keys,
                w.local,
                w.recent,
                w.markers,
                w.fences,
                unsettled,
                w.puts,
                w.positions,
                w.watch(),
                w.lifetimes,
                w.counters,
                w.events,
                w.members::heard,
                w::appliedElsewhere);
        return new LogFollower(
                w.log, w.positions, applier, w.isolation, Mono.empty(), w.config, w.scheduler, w.counters);
    }
}
