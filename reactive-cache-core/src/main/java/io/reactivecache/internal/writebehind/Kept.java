package io.reactivecache.internal.writebehind;

import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.WriteJournal;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;

/** The journal of a cache, which may have none, as the engine uses it. */
final class Kept {

    private static final Logger LOG = Loggers.getLogger(Kept.class);

    private final String cache;
    private final Optional<WriteJournal> journal;

    Kept(String cache, Optional<WriteJournal> journal) {
        this.cache = cache;
        this.journal = journal;
    }

    boolean isPresent() {
        return journal.isPresent();
    }

    Mono<Long> append(String key, byte[] payload) {
        return journal.map(kept -> kept.append(key, payload)).orElseGet(() -> Mono.error(Kept::none));
    }

    private static JournalException none() {
        return new JournalException(JournalException.Reason.CLOSED, "no journal", "one for a DEFERRED write");
    }

    Flux<JournalEvent> drain() {
        return journal.map(WriteJournal::drain).orElseGet(Flux::never);
    }

    /** Forgets entries. Never errors: one that is not forgotten is delivered again after a restart, which does no harm. */
    Mono<Void> acknowledged(List<Entry> entries) {
        return told(entries, "acknowledged", journal.map(kept -> kept.acknowledge(entries)));
    }

    /** Lets go of entries. Never errors. */
    Mono<Void> released(List<Entry> entries) {
        return told(entries, "released", journal.map(kept -> kept.release(entries)));
    }

    private Mono<Void> told(List<Entry> entries, String what, Optional<Mono<Void>> told) {
        return entries.isEmpty()
                ? Mono.empty()
                : told.orElseGet(Mono::empty)
                        .doOnError(failure -> LOG.warn("cache {}: entries were not {}", cache, what, failure))
                        .onErrorComplete();
    }

    /** The entries some writes stand for. */
    static <K, V> List<Entry> entries(List<Flight<K, V>> flights) {
        return flights.stream().flatMap(flight -> flight.due().entries()).toList();
    }
}
