package io.reactivecache.internal.filter;

import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.KeyWatch;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.KeyFilter;
import io.reactivecache.spi.KeyFilterLostException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;
import reactor.util.retry.Retry.RetrySignal;

/**
 * Ends reads of keys that do not exist, as far as a {@link KeyFilter} knows. The filter is asked only while it holds every
 * key: once it was filled from the stream of all keys, and until records of the log may have been missed.
 *
 * <p>No key is hidden that is inserted while the stream is read. A key is in the system of record before {@link #changed} is
 * told of it. If it was there before the stream began, the stream has it; if not, its change is told of after the filter was
 * cleared for this filling, and the filter is not cleared again before the next. A changed key counts as present at once, and
 * until the filter has it. One there is no room for makes the filling begin anew, with a stream that has it.
 */
public final class FilterGate implements KeyWatch {

    private static final Logger LOG = LoggerFactory.getLogger(FilterGate.class);

    private final String cache;
    private final KeyFilter filter;
    private final Supplier<Flux<String>> keys;
    private final ChangedKeys changed;
    private final Counters counters;
    private final AtomicReference<Phase> phase = new AtomicReference<>(new Phase(State.WAITING));

    /**
     * A gate that lets everything pass until {@link #reset()} was called for the first time and the filter was filled.
     *
     * @param cache the name of the cache
     * @param keys gives a stream of all keys, as they are written down, that exist when it is subscribed
     * @param maxChanged how many changed keys may wait to be added
     */
    public FilterGate(String cache, KeyFilter filter, Supplier<Flux<String>> keys, int maxChanged, Counters counters) {
        this.cache = cache;
        this.filter = filter;
        this.keys = keys;
        this.changed = new ChangedKeys(maxChanged);
        this.counters = counters;
    }

    private enum State {
        /** The log is not followed: nobody would be told of a key that is inserted now. */
        WAITING,
        FILLING,
        ACTIVE
    }

    /** Compared by identity: what began in one phase does not end in another of the same state. */
    private static final class Phase {

        private final State state;

        Phase(State state) {
            this.state = state;
        }
    }

    /**
     * Emits false if the key does not exist, as far as this node has applied the log. Cold; never errors: a filter that fails
     * lets pass. The answer holds for one read and is not to be kept.
     */
    public Mono<Boolean> mightContain(String key) {
        return Mono.defer(() -> {
            Phase asked = now();
            return asked.state == State.ACTIVE && !changed.contains(key) ? answer(key, asked) : Mono.just(true);
        });
    }

    /** The changed keys were looked at before, as one may move to the filter now; and are again, as one may come. */
    private Mono<Boolean> answer(String key, Phase asked) {
        return Mono.defer(() -> filter.mightContain(key))
                .onErrorResume(failure -> Mono.just(passAfter(failure, asked)))
                .defaultIfEmpty(true)
                .map(held -> held || changed.contains(key) || now() != asked)
                .doOnNext(passed -> counters.count(passed ? CacheMeter.FILTER_PASSED : CacheMeter.FILTER_REJECTED));
    }

    private boolean passAfter(Throwable failure, Phase asked) {
        if (failure instanceof KeyFilterLostException) {
            phase.compareAndSet(asked, new Phase(State.FILLING));
        }
        return true;
    }

    /**
     * Makes a key count as present from now on. To be told of every key whose record is applied, and of every key this node
     * has changed before the caller is told so; never before the system of record has it. Does not block.
     */
    @Override
    public void changed(String key) {
        if (!changed.add(key) && now().state != State.WAITING) {
            reset();
        }
    }

    /**
     * Lets everything pass until the filter was filled anew: records were or may have been missed. To be called for every
     * {@link io.reactivecache.spi.LogEvent.Reset}; nothing is filled before the first.
     */
    @Override
    public void reset() {
        boolean wasActive = isActive();
        phase.set(new Phase(State.FILLING));
        if (wasActive) {
            LOG.info("cache {}: key filter to be filled anew", cache);
        }
    }

    /** Counts a read that was let pass and for which there was no value. */
    public void passedInVain() {
        if (isActive()) {
            counters.count(CacheMeter.FILTER_FALSE_POSITIVE);
        }
    }

    /** True while the filter is asked. */
    public boolean isActive() {
        return now().state == State.ACTIVE;
    }

    /**
     * Adds changed keys, and fills the filter when that is due, without end and without ever failing. Subscribed once.
     *
     * @param pause the time between two looks at what is due, and before the first repetition of a filling that failed
     * @param longestPause the longest time between two repetitions
     */
    public Mono<Void> run(Duration pause, Duration longestPause, Scheduler scheduler) {
        Retry backoff = Retry.backoff(Long.MAX_VALUE, pause)
                .maxBackoff(longestPause)
                .scheduler(scheduler)
                .doBeforeRetry(this::logFirst);
        Flux<Void> adding = Flux.interval(pause, scheduler)
                .onBackpressureDrop()
                .concatMap(look -> changed.moveTo(filter).onErrorComplete());
        Flux<Void> filling = Flux.interval(pause, scheduler)
                .onBackpressureDrop()
                .concatMap(look -> fillIfDue().retryWhen(backoff));
        return Mono.when(adding, filling);
    }

    private Mono<Void> fillIfDue() {
        return Mono.defer(() -> {
            Phase filling = now();
            return filling.state == State.FILLING ? fill(filling) : Mono.empty();
        });
    }

    /** Completes when the filter is in use; errors if it could not be filled, or was reset meanwhile. */
    private Mono<Void> fill(Phase filling) {
        return filter.clear()
                .thenMany(Flux.defer(keys).buffer(ChangedKeys.BATCH))
                .takeWhile(batch -> now() == filling)
                .concatMap(filter::add, 1)
                .then(Mono.fromRunnable(() -> activate(filling)));
    }

    private void activate(Phase filling) {
        if (!phase.compareAndSet(filling, new Phase(State.ACTIVE))) {
            throw new IllegalStateException("key filter: reset (expected: no change while it is filled)");
        }
        LOG.info("cache {}: key filter in use", cache);
    }

    private Phase now() {
        return Objects.requireNonNull(phase.get());
    }

    private void logFirst(RetrySignal signal) {
        if (signal.totalRetriesInARow() == 0) {
            LOG.warn(
                    "cache {}: key filter not filled, trying again ({})",
                    cache,
                    signal.failure().getClass().getName());
        }
    }
}
