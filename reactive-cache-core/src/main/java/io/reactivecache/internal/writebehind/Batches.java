package io.reactivecache.internal.writebehind;

import io.reactivecache.config.WriteBehindConfig;
import java.util.AbstractQueue;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Makes batches. What flows is one ticket for each key that was put into the lanes; which keys a batch has is decided when it
 * begins, so that an urgent one need not wait behind those that came before it. A ticket may be left over, as its key was taken
 * out of the lanes.
 */
final class Batches {

    private static final Boolean TICKET = Boolean.TRUE;

    private final Sinks.Many<Boolean> tickets = Sinks.unsafe().many().unicast().onBackpressureBuffer(new Count());
    private final WriteBehindConfig config;
    private final Scheduler scheduler;

    Batches(WriteBehindConfig config, Scheduler scheduler) {
        this.config = config;
        this.scheduler = scheduler;
    }

    /** Tells of keys that were put into the lanes; any thread. */
    void add(int keys) {
        for (int left = keys; left > 0; left--) {
            tickets.tryEmitNext(TICKET);
        }
    }

    /**
     * Begins batches until it is cancelled, at most so many at a time. Each is a task of its own: a writer that never leaves its
     * thread would otherwise keep it for as long as there is anything to write.
     *
     * @param take takes up to so many writes
     * @param first begins one; what it emits is taken apart by the next
     * @param isolate takes apart what has failed
     */
    <T, P> Mono<Void> run(
            IntFunction<List<T>> take, Function<List<T>, Mono<P>> first, Function<P, Mono<Void>> isolate) {
        return tickets.asFlux()
                .publishOn(scheduler, config.batchSize())
                .bufferTimeout(config.batchSize(), config.batchTime(), scheduler, true)
                .map(some -> take.apply(some.size()))
                .filter(taken -> !taken.isEmpty())
                .flatMap(taken -> first.apply(taken).subscribeOn(scheduler), config.batches(), 1)
                .flatMap(isolate, config.isolations(), 1)
                .then();
    }

    /** A queue of tickets, which are all alike. */
    private static final class Count extends AbstractQueue<Boolean> implements Queue<Boolean> {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public boolean offer(Boolean ticket) {
            count.incrementAndGet();
            return true;
        }

        @Override
        public @Nullable Boolean poll() {
            return count.getAndUpdate(now -> Math.max(0, now - 1)) > 0 ? TICKET : null;
        }

        @Override
        public @Nullable Boolean peek() {
            return count.get() > 0 ? TICKET : null;
        }

        @Override
        public boolean isEmpty() {
            return count.get() == 0;
        }

        @Override
        public int size() {
            return count.get();
        }

        @Override
        public Iterator<Boolean> iterator() {
            throw new UnsupportedOperationException("tickets: not to be gone through");
        }
    }
}
