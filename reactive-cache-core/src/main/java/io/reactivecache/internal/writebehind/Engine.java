package io.reactivecache.internal.writebehind;

import io.reactivecache.config.WhenFull;
import io.reactivecache.config.WriteBehindConfig;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/** The parts of the engine, put together. */
final class Engine<K, V> {

    final Kept journal;
    final Budget room;
    final Budget foreignRoom;
    final Pendings<K, V> pendings;
    final Drain<K, V> drain;
    final Wakes wakes = new Wakes();
    final CatchingUp catchingUp;
    final Superfluous<K, V> superfluous;
    private final Batches batches;
    private final Attempts<K, V> attempts;

    Engine(WriteBehindParts<K, V> parts) {
        WriteBehindConfig config = parts.config();
        int waiting = config.whenFull() == WhenFull.WAIT ? config.maxWaiting() : 0;
        Lanes<KeyState<K, V>> lanes = new Lanes<>();
        Pauses pauses = new Pauses(config, parts.scheduler());
        Pulse pulse = new Pulse();
        this.journal = new Kept(parts.format().cache(), parts.journal());
        this.superfluous = new Superfluous<>(parts);
        this.catchingUp = new CatchingUp(config.maxWait(), parts.scheduler());
        this.room = new Budget(config.maxRecords(), config.maxBytes(), waiting, wakes, parts.scheduler());
        this.foreignRoom = new Budget(config.maxRecords(), config.maxBytes(), 1, wakes, parts.scheduler());
        this.batches = new Batches(config, parts.scheduler());
        this.pendings = new Pendings<>(
                new Common<>(lanes, wakes, parts.counters(), new AtomicBoolean(), catchingUp),
                () -> batches.add(lanes.takeFresh()));
        Applying<K, V> applying = new Applying<>(parts, journal, pendings, pulse, pauses);
        GivingUp<K, V> givingUp = new GivingUp<>(parts, journal, pendings, pauses);
        Releasing<K, V> releasing = new Releasing<>(journal, pendings);
        this.attempts = new Attempts<>(parts, applying, givingUp, releasing, pulse, pauses);
        if (!journal.isPresent()) {
            catchingUp.reach();
        }
        this.drain = new Drain<>(journal, pendings, givingUp, parts.format(), foreignRoom, pauses);
    }

    /** Drains the journal and applies what is ready, until it is cancelled. */
    Mono<Void> run() {
        return Mono.when(drain.run(), batches.run(pendings::take, attempts::first, attempts::isolate, attempts::alone));
    }
}
