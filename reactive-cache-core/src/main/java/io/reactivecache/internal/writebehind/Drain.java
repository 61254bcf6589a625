package io.reactivecache.internal.writebehind;

import io.reactivecache.internal.entry.KeptWrite;
import io.reactivecache.internal.entry.WriteFormat;
import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalEvent.Withdrawn;
import io.reactivecache.spi.Token;
import java.util.UUID;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Takes what the journal delivers, in its order. A write this node has accepted is known by its token. Others are of before, or
 * of other nodes: they have room of their own, as those of this node would wait behind them for room they take themselves.
 */
final class Drain<K, V> {

    private static final Logger LOG = Loggers.getLogger(Drain.class);
    private static final byte[] NO_PAYLOAD = {};

    /** How many events the journal may hand over ahead: each costs it a change of threads otherwise. They have no room yet. */
    private static final int AHEAD = 32;

    private final Kept journal;
    private final Pendings<K, V> pendings;
    private final GivingUp<K, V> givingUp;
    private final PendingFormat<K, V> format;
    private final Budget room;
    private final Pauses pauses;
    private volatile boolean isClosing;
    private volatile boolean hasBrokenOff;

    Drain(
            Kept journal,
            Pendings<K, V> pendings,
            GivingUp<K, V> givingUp,
            PendingFormat<K, V> format,
            Budget room,
            Pauses pauses) {
        this.journal = journal;
        this.pendings = pendings;
        this.givingUp = givingUp;
        this.format = format;
        this.room = room;
        this.pauses = pauses;
    }

    /** Drains until it is cancelled; begins anew when the journal breaks off. */
    Mono<Void> run() {
        return journal.drain()
                .doOnNext(event -> delivers())
                .concatMap(this::event, AHEAD)
                .doOnError(this::brokeOff)
                .retryWhen(pauses.forEver())
                .then();
    }

    private void delivers() {
        if (hasBrokenOff) {
            hasBrokenOff = false;
            LOG.info("cache {}: the journal delivers again", format.cache());
        }
    }

    /** Told once, however often it is tried again in vain. */
    private void brokeOff(Throwable failure) {
        if (!hasBrokenOff) {
            hasBrokenOff = true;
            LOG.warn("cache {}: the journal broke off", format.cache(), failure);
        }
    }

    /**
     * From now on writes of before and of other nodes are left in the journal; not before it is caught up with, which EVENTUAL
     * writes of this node are held for.
     */
    void close() {
        isClosing = true;
    }

    private Mono<Void> event(JournalEvent event) {
        if (event instanceof Entry entry) {
            return delivered(entry);
        }
        return event instanceof Withdrawn withdrawn
                ? Mono.defer(() -> journal.released(pendings.withdraw(withdrawn.partition())))
                : Mono.fromRunnable(pendings::caughtUp);
    }

    private Mono<Void> delivered(Entry entry) {
        try {
            return delivered(WriteFormat.decode(entry.payload()), entry);
        } catch (IllegalArgumentException unreadable) {
            return givingUp.giveUp(named(entry), entry, unreadable);
        }
    }

    private Mono<Void> delivered(KeptWrite kept, Entry entry) {
        return pendings.delivered(kept.key(), kept.token(), bare(entry))
                .map(journal::acknowledged)
                .orElseGet(() -> isClosing && pendings.isCaughtUp() ? Mono.empty() : foreign(kept, entry));
    }

    private Mono<Void> foreign(KeptWrite kept, Entry entry) {
        Pending<K, V> write;
        try {
            write = format.decode(kept);
        } catch (RuntimeException unreadable) {
            return givingUp.giveUp(kept.token(), entry, unreadable);
        }
        long size = format.size(entry.payload());
        return room.take(size, UnaryOperator.identity(), () -> foreign(new Due<>(write, size, room, false), entry));
    }

    private Mono<Void> foreign(Due<K, V> due, Entry entry) {
        return journal.acknowledged(pendings.delivered(due, bare(entry)));
    }

    /** The write is in memory already; its bytes need not be. */
    private static Entry bare(Entry entry) {
        return new Entry(entry.partition(), entry.sequence(), NO_PAYLOAD);
    }

    /** Whatever cannot be read has no token: the same bytes get the same one. */
    private static Token named(Entry entry) {
        UUID name = UUID.nameUUIDFromBytes(entry.payload());
        return new Token(name.getMostSignificantBits(), name.getLeastSignificantBits());
    }
}
