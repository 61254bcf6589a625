package io.reactivecache.spi;

import io.reactivecache.spi.JournalEvent.Entry;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the writes that were answered before they are applied to the system of record, until they are. One journal belongs
 * to one cache.
 *
 * <p>All methods are cold and safe to use from many threads, none blocks.
 */
public interface WriteJournal {

    /**
     * Keeps a write. Emits the {@link Entry#sequence() sequence} of its entry once the write survives what this journal is built
     * to survive, at least a kill of this process at any instruction: of the writes of one key that with the greater one is the
     * newer, in whatever order the answers come, and what completed earlier is before it. Waits, or errors with
     * {@link JournalException}, while the journal has no room.
     *
     * <p>Errors with {@link JournalException} if the journal does not keep it, or cannot tell: it may then be delivered all the
     * same. Cancelling ends the wait, not the append.
     *
     * @param key the key as it is written down
     * @param payload not to be changed afterwards
     */
    Mono<Long> append(String key, byte[] payload);

    /**
     * Delivers what this node is to apply, without end: first what was left from before and was neither acknowledged nor
     * applied, then {@link JournalEvent.CaughtUp the word that this was all}, then what comes; only as much as is asked for. Has one subscriber at a time. What the last one did not acknowledge
     * is delivered again to the next. Errors with {@link JournalException}.
     */
    Flux<JournalEvent> drain();

    /**
     * Forgets entries: their writes were applied, or are kept elsewhere. Completes when that was noted, perhaps in memory only:
     * after a crash an entry may be delivered again. An entry is known by its partition and sequence; its payload need not be
     * kept until then.
     */
    Mono<Void> acknowledge(List<Entry> entries);

    /**
     * Lets go of entries, known as above, whose writes are not applied and never will be by this delivery. They stay in the
     * journal.
     */
    Mono<Void> release(List<Entry> entries);

    /** Emits whether the journal keeps what is appended, now and at each change, without end. */
    Flux<Boolean> available();
}
