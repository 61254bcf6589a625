package io.reactivecache.internal.writebehind;

import io.reactivecache.internal.entry.Counters;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.DeadLetters;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.Token;
import java.time.InstantSource;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Gives up writes: they are kept as dead letters, then the journal forgets them. While the dead letters take none, nothing is
 * given up and the writes stay pending.
 */
final class GivingUp<K, V> {

    private static final Logger LOG = Loggers.getLogger(GivingUp.class);
    private static final byte[] UNWRITABLE = {};

    private final DeadLetters letters;
    private final PendingFormat<K, V> format;
    private final Kept journal;
    private final Pendings<K, V> pendings;
    private final Pauses pauses;
    private final Superfluous<K, V> superfluous;
    private final Counters counters;
    private final InstantSource clock;

    GivingUp(WriteBehindParts<K, V> parts, Kept journal, Pendings<K, V> pendings, Pauses pauses) {
        this.letters = parts.letters();
        this.format = parts.format();
        this.counters = parts.counters();
        this.clock = parts.clock();
        this.journal = journal;
        this.pendings = pendings;
        this.pauses = pauses;
        this.superfluous = new Superfluous<>(parts);
    }

    /** Gives up a single write. Never errors. */
    Mono<Void> giveUp(Part<K, V> single) {
        List<Flight<K, V>> flights = single.flights();
        Due<K, V> due = flights.get(0).due();
        Pending<K, V> write = due.pending;
        String failure =
                single.failure() == null ? "" : single.failure().getClass().getName();
        return kept(write.token(), written(write), failure, single.attempts())
                .doOnSuccess(done -> counters.count(CacheMeter.BEHIND_DEAD))
                .then(Mono.defer(() -> superfluous.over(due)).retryWhen(pauses.forEver()))
                .then(Mono.defer(() -> journal.acknowledged(Kept.entries(flights))))
                .then(Mono.fromRunnable(() -> pendings.landed(flights)));
    }

    /** Gives up an entry of the journal that cannot be read. Never errors. */
    Mono<Void> giveUp(Token token, Entry entry, Throwable failure) {
        return kept(token, entry.payload(), failure.getClass().getName(), 0)
                .doOnSuccess(done -> counters.count(CacheMeter.BEHIND_UNREADABLE))
                .then(Mono.defer(() -> journal.acknowledged(List.of(entry))));
    }

    private Mono<Void> kept(Token token, byte[] payload, String failure, int attempts) {
        LOG.warn("cache {}: a write is given up after {} attempts, last {}", format.cache(), attempts, failure);
        return Mono.defer(() ->
                        letters.add(new DeadLetter(token, format.cache(), payload, failure, attempts, clock.instant())))
                .retryWhen(pauses.forEver());
    }

    /** A value its codec cannot write down is why the write failed, or will be: all there is to keep is that it was there. */
    private byte[] written(Pending<K, V> write) {
        try {
            return format.encode(write);
        } catch (RuntimeException unwritable) {
            return UNWRITABLE;
        }
    }
}
