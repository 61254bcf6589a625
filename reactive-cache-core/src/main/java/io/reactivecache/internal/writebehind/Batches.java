package io.reactivecache.internal.writebehind;

import io.reactivecache.config.WriteBehindConfig;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Makes batches. What flows is one ticket for each key that was put into the lanes; which keys a batch has is decided when it
 * begins, so that an urgent one need not wait behind those that came before it. A ticket may be left over, as its key was taken
 * out of the lanes.
 */
final class Batches {

    /** How many writes that fail alone may be there for each batch that is taken apart. */
    private static final int ALONE_OF_EACH = 4;

    private final Tickets tickets;
    private final WriteBehindConfig config;
    private final Scheduler scheduler;

    Batches(WriteBehindConfig config, Scheduler scheduler) {
        this.config = config;
        this.scheduler = scheduler;
        this.tickets = new Tickets(scheduler);
    }

    /** Tells of keys that were put into the lanes; any thread. */
    void add(int keys) {
        tickets.add(keys);
    }

    /**
     * Begins batches until it is cancelled, at most so many at a time. Each is a task of its own: a writer that never leaves its
     * thread would otherwise keep it for as long as there is anything to write.
     *
     * @param take takes up to so many writes
     * @param first begins one; what it emits is taken apart by the next
     * @param isolate takes apart what has failed; what it emits is tried by the next
     * @param alone tries what fails by itself, and mostly waits in between
     */
    <T, P> Mono<Void> run(
            IntFunction<List<T>> take,
            Function<List<T>, Mono<P>> first,
            Function<P, Flux<P>> isolate,
            Function<P, Mono<Void>> alone) {
        return tickets.bufferTimeout(config.batchSize(), config.batchTime(), scheduler, true)
                .map(some -> take.apply(some.size()))
                .filter(taken -> !taken.isEmpty())
                .flatMap(taken -> first.apply(taken).subscribeOn(scheduler), config.batches(), 1)
                .flatMap(isolate, config.isolations(), 1)
                .flatMap(alone, config.isolations() * ALONE_OF_EACH, 1)
                .then();
    }
}
