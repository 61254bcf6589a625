package io.reactivecache.internal.writebehind;

import io.reactivecache.CacheClosedException;
import io.reactivecache.CacheOverloadedException;
import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Applies the writes of one cache later than they are answered.
 *
 * <pre>
 *   accept: room, the journal (DEFERRED), pending, answer
 *   ready:  from the journal (DEFERRED), or when it is answered (EVENTUAL)
 *   then:   lanes, a batch, the system of record, the steps behind it, the journal forgets it
 *   fails:  again, in parts, among the dead letters, the journal forgets it
 * </pre>
 *
 * <p>Whatever returns a {@code Mono} is cold and safe to use from many threads; nothing blocks.
 */
public final class WriteBehind<K, V> {

    private static final Logger LOG = Loggers.getLogger(WriteBehind.class);

    private final String cache;
    private final Scheduler scheduler;
    private final Engine<K, V> engine;
    private final Accepting<K, V> accepting;
    private final Exclusively<K, V> exclusively;
    private final Redriving<K, V> redriving;
    private final Disposable.Swap running = Disposables.swap();

    public WriteBehind(WriteBehindParts<K, V> parts) {
        this.cache = parts.format().cache();
        this.scheduler = parts.scheduler();
        this.engine = new Engine<>(parts);
        this.accepting = new Accepting<>(engine, parts);
        this.exclusively = new Exclusively<>(engine, scheduler, accepting::closed);
        this.redriving = new Redriving<>(parts, engine.journal, accepting::accept);
    }

    /** Begins to drain the journal and to apply what is accepted; once, until this is closed or the result is disposed of. */
    public Disposable start() {
        running.update(engine.run()
                .subscribe(nothing -> {}, broken -> LOG.error("cache {}: nothing is applied any more", cache, broken)));
        return running;
    }

    /**
     * Accepts a write and completes once it has survived what its durability says; from then on it is {@linkplain #newest found}.
     * Waits for room, then errors with {@link CacheOverloadedException}; or with {@link JournalException} if the journal does not
     * keep it, or cannot tell. Cancelling ends the wait for room; a write that has it is accepted all the same.
     *
     * @throws IllegalArgumentException if the write is IMMEDIATE
     */
    public Mono<Void> accept(Pending<K, V> write) {
        return accepting.accept(write);
    }

    /** As {@link #accept}, at once, for an EVENTUAL write; false, with nothing done, if it would have to wait for room, or too late. */
    public boolean acceptNow(Pending<K, V> write) {
        return accepting.acceptNow(write);
    }

    /** The newest write of a key, as it is written down, that was answered and is not applied. One look into a map. */
    public Optional<Pending<K, V>> newest(String encodedKey) {
        return engine.pendings.newest(encodedKey);
    }

    /**
     * Completes once everything is known here that was left in the journal from before; at once if there is none. Errors with
     * {@link JournalException} if that takes longer than a write may wait.
     */
    public Mono<Void> caughtUp() {
        return engine.catchingUp.awaited();
    }

    /**
     * Runs an IMMEDIATE write of a key: once {@linkplain #caughtUp caught up}, after what of the key is in flight, alone, and in
     * order with others that run so. If it succeeds, what was accepted before it began is not applied any more. Emits what it emits;
     * cancelling ends the wait, or cancels it. Errors with {@link CacheClosedException} if its turn has not come when this is closed.
     */
    public <T> Mono<T> exclusively(String encodedKey, Mono<T> through) {
        return exclusively.run(encodedKey, through);
    }

    /** Another node has applied a write that this one has accepted. Those of other nodes do no harm. */
    public void applied(Token token, String encodedKey) {
        engine.pendings.appliedElsewhere(encodedKey, token);
    }

    /**
     * Completes when everything that was accepted before the subscription is applied, or among the dead letters; on the scheduler. So
     * is what was left in the journal from before: errors as {@link #caughtUp} does, and with {@link CacheClosedException} if this is
     * closed before.
     */
    public Mono<Void> flush() {
        return engine.catchingUp
                .awaited()
                .then(engine.pendings.settled(accepting::closed))
                .publishOn(scheduler);
    }

    /**
     * Accepts nothing any more, and applies what was accepted for as long as the deadline allows, then stops. Emits what remains.
     * What is being written then is cut off, and counted among what remains, though it may have been written. Cancelling leaves it
     * closed to writes, and running.
     */
    public Mono<Remains> close(Duration deadline) {
        return Mono.fromRunnable(this::ending)
                .then(engine.room
                        .close(accepting::closed)
                        .timeout(deadline, Mono.empty(), scheduler)
                        .doFinally(end -> engine.wakes.run()))
                .then(Mono.fromCallable(this::end));
    }

    private void ending() {
        engine.drain.close();
        engine.catchingUp.close(accepting::closed);
    }

    private Remains end() {
        engine.pendings.end();
        running.dispose();
        int lost = engine.pendings.eventual();
        int kept = Math.max(0, engine.room.records() + engine.foreignRoom.records() - lost);
        if (lost > 0) {
            LOG.warn("cache {}: closed with {} writes that were kept nowhere and are lost", cache, lost);
        }
        return new Remains(kept, lost);
    }

    /**
     * Makes dead letters of this cache pending writes again, and emits how many. They take effect as if they were made now: a newer
     * value of the key is overwritten. Errors as the dead letters and the journal do.
     *
     * @param which those to be tried again; one that cannot be read stays
     */
    public Mono<Long> redrive(Predicate<DeadLetter> which) {
        return redriving.redrive(which);
    }

    /** True if no key has a pending write. */
    public boolean isEmpty() {
        return engine.pendings.isEmpty();
    }

    /** How many writes are pending. */
    public int records() {
        return engine.room.records() + engine.foreignRoom.records();
    }

    /** How many bytes they have, about. */
    public long bytes() {
        return engine.room.bytes() + engine.foreignRoom.bytes();
    }

    /** How many writes wait for room. */
    public int waiting() {
        return engine.room.waiting();
    }
}
