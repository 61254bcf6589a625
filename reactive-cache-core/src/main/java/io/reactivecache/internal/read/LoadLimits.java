package io.reactivecache.internal.read;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.LoadTimeoutException;
import io.reactivecache.config.FlightConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.run.Steps;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.append.Deadlines;
import java.time.Duration;
import java.util.function.Function;
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

    /**
     * The read of a stage within the limits: refused if there are too many, cancelled if it takes too long. It sees the Context
     * of the flight.
     *
     * @param result what is emitted for what the stage brings
     */
    <K, V, R> Mono<R> within(ReadStage<K, V> stage, Read<K, V> read, Function<? super Loaded<V>, ? extends R> result) {
        return UnderWay.of(this, stage, read, result);
    }

    /** Counts a flight in, if there is room; each must be counted out by {@link #end()}. */
    boolean begin() {
        return flights.begin();
    }

    /** Counts a flight out. */
    void end() {
        flights.end();
    }

    /** The error for a flight there is no room for, which is counted. */
    CacheOverloadedException overloaded() {
        counters.count(CacheMeter.FLIGHT_REJECTED);
        return flights.overloaded();
    }

    /** The read of a stage, begun now; it takes no longer than a flight may. */
    <K, V> Mono<Loaded<V>> inTime(ReadStage<K, V> stage, Read<K, V> read) {
        return longest.limit(begun(stage, read));
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
