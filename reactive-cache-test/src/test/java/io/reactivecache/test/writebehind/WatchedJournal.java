package io.reactivecache.test.writebehind;

import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.WriteJournal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A journal of which can be told whether it has something to do, for a test in a time of its own. */
final class WatchedJournal implements WriteJournal {

    private final WriteJournal kept;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger delivered = new AtomicInteger();

    WatchedJournal(WriteJournal kept) {
        this.kept = kept;
    }

    @Override
    public Mono<Void> append(String key, byte[] payload) {
        return Mono.defer(() -> {
            begun.incrementAndGet();
            return kept.append(key, payload).doFinally(end -> answered.incrementAndGet());
        });
    }

    @Override
    public Flux<JournalEvent> drain() {
        return kept.drain().doOnNext(event -> delivered.incrementAndGet());
    }

    @Override
    public Mono<Void> acknowledge(List<Entry> entries) {
        return kept.acknowledge(entries);
    }

    @Override
    public Mono<Void> release(List<Entry> entries) {
        return kept.release(entries);
    }

    @Override
    public Flux<Boolean> available() {
        return kept.available();
    }

    /** How many writes it was given. */
    int appends() {
        return begun.get();
    }

    /** True if every append was answered, and delivered. */
    boolean isQuiet() {
        return answered.get() == begun.get() && delivered.get() >= begun.get();
    }
}
