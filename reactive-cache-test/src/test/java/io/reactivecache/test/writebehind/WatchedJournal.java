package io.reactivecache.test.writebehind;

import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.WriteJournal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A journal of which can be told whether it has something to do, for a test in a time of its own. It answers and delivers on a thread
 * that may block, as whoever gives work to that time may wait for its lock.
 */
final class WatchedJournal implements WriteJournal, AutoCloseable {

    private static final int MOST_TASKS = 1_000_000;

    private final WriteJournal kept;
    private final Scheduler thread = Schedulers.newBoundedElastic(1, MOST_TASKS, "journal-answers");
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger delivered = new AtomicInteger();

    WatchedJournal(WriteJournal kept) {
        this.kept = kept;
    }

    @Override
    public Mono<Long> append(String key, byte[] payload) {
        return Mono.defer(() -> {
            begun.incrementAndGet();
            return kept.append(key, payload).publishOn(thread).doFinally(end -> answered.incrementAndGet());
        });
    }

    @Override
    public Flux<JournalEvent> drain() {
        return kept.drain().publishOn(thread).doOnNext(event -> delivered.incrementAndGet());
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

    /** True if every append was answered, and delivered. */
    boolean isQuiet() {
        return answered.get() == begun.get() && delivered.get() >= begun.get();
    }

    @Override
    public void close() {
        thread.dispose();
    }
}
