package io.reactivecache.spi;

import io.reactivecache.spi.JournalEvent.Entry;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * A journal in the memory of this process, for tests and for caches whose writes may be lost with the process: <b>it survives
 * nothing</b>, so a write that was answered because this journal kept it is lost when the process ends before it was applied.
 *
 * <p>All entries are in partition 0. Everything is done on the thread that subscribes; entries are handed over on the one that
 * appended or asked for them, or on one that was handing over already. Without room an append errors at once.
 */
public final class InProcessWriteJournal implements WriteJournal {

    private final ConcurrentSkipListMap<Long, Entry> entries = new ConcurrentSkipListMap<>();
    private final AtomicReference<@Nullable InProcessDrain> drain = new AtomicReference<>();
    private final AtomicInteger kept = new AtomicInteger();
    private final Object order = new Object();
    private final int maxEntries;
    private long next;

    /**
     * An empty journal.
     *
     * @param maxEntries how many entries it keeps
     * @throws IllegalArgumentException if there may be none
     */
    public InProcessWriteJournal(int maxEntries) {
        if (maxEntries < 1) {
            throw new IllegalArgumentException("maxEntries: " + maxEntries + " (expected: >= 1)");
        }
        this.maxEntries = maxEntries;
    }

    @Override
    public Mono<Long> append(String key, byte[] payload) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(payload, "payload");
        return Mono.fromCallable(() -> {
            long sequence = add(payload);
            InProcessDrain draining = drain.get();
            if (draining != null) {
                draining.drain();
            }
            return sequence;
        });
    }

    private long add(byte[] payload) {
        synchronized (order) {
            if (kept.get() >= maxEntries) {
                throw new JournalException(
                        JournalException.Reason.FULL, "entries: " + maxEntries, "fewer that are not acknowledged");
            }
            entries.put(next, new Entry(0, next, payload));
            kept.incrementAndGet();
            return next++;
        }
    }

    @Override
    public Flux<JournalEvent> drain() {
        return Flux.<JournalEvent>from(subscriber -> drainTo(subscriber));
    }

    private void drainTo(Subscriber<? super JournalEvent> subscriber) {
        InProcessDrain draining = new InProcessDrain(subscriber, this, end());
        if (drain.compareAndSet(null, draining)) {
            subscriber.onSubscribe(draining);
        } else {
            Operators.error(
                    subscriber, new IllegalStateException("drain: in use (expected: one subscriber at a time)"));
        }
    }

    /** The sequence of the entry that would come next. */
    private long end() {
        synchronized (order) {
            return next;
        }
    }

    /** The first entry behind a sequence, or null if there is none. */
    @Nullable
    Entry after(long sequence) {
        var found = entries.higherEntry(sequence);
        return found == null ? null : found.getValue();
    }

    void left(InProcessDrain draining) {
        drain.compareAndSet(draining, null);
    }

    @Override
    public Mono<Void> acknowledge(List<Entry> acknowledged) {
        List<Entry> copy = List.copyOf(acknowledged);
        return Mono.fromRunnable(() -> copy.forEach(this::forget));
    }

    private void forget(Entry entry) {
        if (entries.remove(entry.sequence()) != null) {
            kept.decrementAndGet();
        }
    }

    /** {@inheritDoc} They are delivered to the next subscriber of a drain. */
    @Override
    public Mono<Void> release(List<Entry> released) {
        Objects.requireNonNull(released, "released");
        return Mono.empty();
    }

    /** Emits true, and nothing more. */
    @Override
    public Flux<Boolean> available() {
        return Flux.<Boolean>never().startWith(true);
    }
}
