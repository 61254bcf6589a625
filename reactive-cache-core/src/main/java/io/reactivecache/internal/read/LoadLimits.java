package io.reactivecache.internal.read;

import io.reactivecache.LoadTimeoutException;
import io.reactivecache.config.FlightConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.run.Steps;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.append.Deadlines;
import java.time.Duration;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** What every load is bound by: how many there are, how long each may take, and what of its caller's Context it sees. */
public final class LoadLimits {

    private final Steps flights;
    private final FlightConfig config;
    private final LoadContext context;
    private final Scheduler scheduler;
    private final Counters counters;
    private final Deadlines longest;
    private final Deadlines hard;

    public LoadLimits(Steps flights, FlightConfig config, LoadContext context, Scheduler scheduler, Counters counters) {
        this.flights = flights;
        this.config = config;
        this.context = context;
        this.scheduler = scheduler;
        this.counters = counters;
        this.longest = deadlines(config.maxLoadTime());
        this.hard = deadlines(config.hardTimeout());
    }

    private Deadlines deadlines(Duration limit) {
        return new Deadlines(limit, scheduler, () -> new LoadTimeoutException(limit));
    }

    /** The read of a stage within the limits: refused if there are too many, cancelled if it takes too long. */
    <K, V> Mono<Entry<V>> within(ReadStage<K, V> stage, Read<K, V> read) {
        return Mono.defer(() -> flights.begin() ? limited(stage, read) : rejected());
    }

    private <T> Mono<T> rejected() {
        counters.count(CacheMeter.FLIGHT_REJECTED);
        return Mono.error(flights.overloaded());
    }

    private <K, V> Mono<Entry<V>> limited(ReadStage<K, V> stage, Read<K, V> read) {
        return longest.limit(begun(stage, read)).map(Loaded::entry).doFinally(signal -> flights.end());
    }

    private static <K, V> Mono<Loaded<V>> begun(ReadStage<K, V> stage, Read<K, V> read) {
        try {
            return stage.read(read);
        } catch (Throwable failure) {
            Exceptions.throwIfJvmFatal(failure);
            return Mono.error(failure);
        }
    }

    /** A load for several flights, which are counted; it takes no longer than each of them may. */
    <T> Mono<T> inTime(Mono<T> load) {
        return longest.limit(load);
    }

    /** An answer to a caller that shares it with nobody: cancelled if it takes longer than the caller waits. */
    <K, V> Mono<Found<V>> forCaller(Call<K, V> call, Mono<Found<V>> answer) {
        Duration limit = call.within(config.hardTimeout());
        if (limit.compareTo(config.maxLoadTime()) >= 0) {
            return answer;
        }
        Mono<Found<V>> tooLong = Mono.error(() -> new LoadTimeoutException(limit));
        return limit.equals(config.hardTimeout()) ? hard.limit(answer) : answer.timeout(limit, tooLong, scheduler);
    }

    /** The Context reduced to the keys a load may see. */
    Context reduced(ContextView caller) {
        return context.of(caller);
    }
}
