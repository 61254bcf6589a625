package io.reactivecache.test.log;

import io.reactivecache.Position;
import io.reactivecache.spi.DeliveryClass;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.fault.Turnstile;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Wraps an invalidation log and does to it what a test says. Changes nothing until it is told to.
 *
 * <p>Give every simulated node a wrapper of its own around the log they share: what is held, cut or injected here concerns
 * the operations and tails of this wrapper only.
 */
public final class FaultyInvalidationLog implements InvalidationLog {

    private final InvalidationLog log;
    private final Turnstile delivery = new Turnstile();
    private final FaultyTails tails;
    private final AtomicInteger appendsBegun = new AtomicInteger();
    private final AtomicInteger appendsDone = new AtomicInteger();
    private volatile Fault beforeAppend = Fault.NONE;
    private volatile Fault afterAppend = Fault.NONE;
    private volatile Fault beforeEnd = Fault.NONE;
    private volatile DeliveryClass deliveryClass;

    /**
     * Wraps a log.
     *
     * @param log the log that does the work
     */
    public FaultyInvalidationLog(InvalidationLog log) {
        this.log = Objects.requireNonNull(log, "log");
        this.tails = new FaultyTails(log, delivery);
        this.deliveryClass = log.deliveryClass();
    }

    /**
     * Puts a fault before every append from here on: one that fails or hangs there is not in the log.
     *
     * @param fault the fault, in place of the one before
     */
    public void beforeAppend(Fault fault) {
        beforeAppend = Objects.requireNonNull(fault, "fault");
    }

    /**
     * Puts a fault between every append from here on and its acknowledgement: the record is in the log whatever the
     * caller hears.
     *
     * @param fault the fault, in place of the one before
     */
    public void afterAppend(Fault fault) {
        afterAppend = Objects.requireNonNull(fault, "fault");
    }

    /**
     * Puts a fault before every question for the end from here on.
     *
     * @param fault the fault, in place of the one before
     */
    public void beforeEnd(Fault fault) {
        beforeEnd = Objects.requireNonNull(fault, "fault");
    }

    /**
     * Says something else of what it guarantees, before a cache is built on it: a log in the process is taken for one that a
     * node can be cut off from, say.
     *
     * @param said what it says
     * @return this log
     */
    public FaultyInvalidationLog saying(DeliveryClass said) {
        deliveryClass = Objects.requireNonNull(said, "said");
        return this;
    }

    /**
     * Where the events of all tails of this wrapper pass, one by one.
     *
     * @return hold it and nothing is delivered; release one and the node applies one
     */
    public Turnstile delivery() {
        return delivery;
    }

    /**
     * Changes the events of all tails from here on: none in place of one loses it, two of them repeat it.
     *
     * @param change gives what to deliver in place of an event; {@code List::of} for the event itself
     */
    public void deliverInstead(Function<LogEvent, List<LogEvent>> change) {
        tails.deliverInstead(change);
    }

    /**
     * Delivers an event nobody appended to all open tails.
     *
     * @param event the event
     */
    public void inject(LogEvent event) {
        tails.inject(event);
    }

    /**
     * Ends all open tails.
     *
     * @param error the error they end with
     */
    public void cutTails(Throwable error) {
        tails.cut(error);
    }

    /**
     * How many appends were subscribed to.
     *
     * @return the number so far
     */
    public int appendsBegun() {
        return appendsBegun.get();
    }

    /**
     * How many appends the log itself acknowledged.
     *
     * @return the number so far
     */
    public int appendsDone() {
        return appendsDone.get();
    }

    /**
     * How many tails were subscribed to.
     *
     * @return the number so far
     */
    public int tailsBegun() {
        return tails.begun();
    }

    /**
     * How many tails are open.
     *
     * @return the number now
     */
    public int tailsOpen() {
        return tails.open();
    }

    @Override
    public DeliveryClass deliveryClass() {
        return deliveryClass;
    }

    @Override
    public Mono<Position> append(int partition, byte[] payload) {
        Mono<Position> append = log.append(partition, payload);
        return Mono.defer(() -> {
            appendsBegun.incrementAndGet();
            Sinks.One<Position> answer = Sinks.one();
            beforeAppend
                    .of(append)
                    .doOnNext(position -> appendsDone.incrementAndGet())
                    .delayUntil(position -> afterAppend.pass())
                    .subscribe(answer::tryEmitValue, answer::tryEmitError);
            return answer.asMono();
        });
    }

    @Override
    public Flux<LogEvent> tail(Optional<LogPositions> from) {
        return tails.tail(from);
    }

    @Override
    public Mono<LogPositions> end() {
        return Mono.defer(() -> beforeEnd.of(log.end()));
    }
}
