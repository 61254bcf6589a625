package io.reactivecache.internal.read;

import io.reactivecache.BulkAnswer;
import io.reactivecache.WarmOptions;
import io.reactivecache.WarmOptions.Priority;
import io.reactivecache.WarmProgress;
import io.reactivecache.internal.run.Steps;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Fills a cache ahead of its readers, and tells how far it is. Long ones say so in the log. */
public final class WarmUp<K, V> {

    private static final Logger LOG = Loggers.getLogger(WarmUp.class);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final String cache;
    private final int batch;
    private final Steps flights;
    private final Steps background;
    private final Mono<Void> closing;
    private final InstantSource clock;
    private final Scheduler scheduler;

    /**
     * Filling.
     *
     * @param batch how many keys are read by one call: as many as a bulk loader gets, else one
     * @param flights the loads in flight
     * @param background runs what goes on without its caller
     * @param closing completes when the cache is being closed: no key is tried from then on
     */
    public WarmUp(
            String cache,
            int batch,
            Steps flights,
            Steps background,
            Mono<Void> closing,
            InstantSource clock,
            Scheduler scheduler) {
        this.cache = cache;
        this.batch = batch;
        this.flights = flights;
        this.background = background;
        this.closing = closing;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /** Fills the cache with these keys, by a read of many of them; emits progress and at last the end. */
    public Flux<WarmProgress> warm(
            Publisher<? extends K> keys, WarmOptions options, Function<List<K>, Flux<BulkAnswer<K, V>>> read) {
        return Flux.defer(() -> {
            Flux<WarmProgress> progress = progress(keys, options, read);
            return options.background() ? behind(progress) : progress;
        });
    }

    private Flux<WarmProgress> progress(
            Publisher<? extends K> keys, WarmOptions options, Function<List<K>, Flux<BulkAnswer<K, V>>> read) {
        Tally tally = new Tally();
        Mono<WarmProgress> end = Flux.from(keys)
                .<K>map(key -> key)
                .takeUntilOther(closing)
                .buffer(batch)
                .flatMap(some -> turn(options).thenMany(read.apply(some)), side(options), 1)
                .doOnNext(tally::add)
                .then(Mono.fromSupplier(() -> tally.now(true)));
        Flux<WarmProgress> meanwhile = Flux.interval(options.every(), scheduler)
                .onBackpressureDrop()
                .map(tick -> tally.now(false))
                .doOnNext(this::log);
        return Flux.merge(meanwhile, end).takeUntil(WarmProgress::done).doOnNext(this::logEnd);
    }

    /** Who stands back does so behind its own loads too: one batch at a time. */
    private static int side(WarmOptions options) {
        return options.priority() == Priority.LOW ? 1 : options.concurrency();
    }

    private Mono<Void> turn(WarmOptions options) {
        return options.priority() == Priority.NORMAL
                ? Mono.empty()
                : Mono.fromSupplier(flights::underWay)
                        .filter(loads -> loads == 0)
                        .repeatWhenEmpty(Integer.MAX_VALUE, tries -> tries.delayElements(LOOK_AGAIN, scheduler))
                        .then();
    }

    /** The caller only watches: what it hears is the latest there is. */
    private Flux<WarmProgress> behind(Flux<WarmProgress> progress) {
        Sinks.Many<WarmProgress> watched = Sinks.many().replay().latest();
        Mono<Void> run = progress.doOnNext(watched::tryEmitNext)
                .doOnError(watched::tryEmitError)
                .doOnComplete(watched::tryEmitComplete)
                .then()
                .onErrorComplete();
        return background.start(run) ? watched.asFlux() : Flux.error(background.overloaded());
    }

    private void log(WarmProgress progress) {
        if (progress.elapsed().compareTo(LONG) >= 0) {
            LOG.info("cache {}: warming up, {} keys tried, {} failed", cache, progress.tried(), progress.failed());
        }
    }

    private void logEnd(WarmProgress progress) {
        if (progress.done() && progress.elapsed().compareTo(LONG) >= 0) {
            LOG.info("cache {}: warmed up, {} keys tried, {} failed", cache, progress.tried(), progress.failed());
        }
    }

    private final class Tally {

        private final long began = clock.millis();
        private final LongAdder warmed = new LongAdder();
        private final LongAdder absent = new LongAdder();
        private final LongAdder failed = new LongAdder();

        void add(BulkAnswer<K, V> answer) {
            LongAdder counter =
                    answer.failure().isPresent() ? failed : answer.value().isPresent() ? warmed : absent;
            counter.increment();
        }

        WarmProgress now(boolean done) {
            Duration elapsed = Duration.ofMillis(Math.max(0, clock.millis() - began));
            return new WarmProgress(warmed.sum(), absent.sum(), failed.sum(), elapsed, done);
        }
    }
}
