package io.reactivecache.test.log;

import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.test.fault.Turnstile;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** The tails of a {@link FaultyInvalidationLog}. */
final class FaultyTails {

    private static final int ONE_AT_A_TIME = 1;

    private final InvalidationLog log;
    private final Turnstile delivery;
    private final Set<Sinks.Many<LogEvent>> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile Function<LogEvent, List<LogEvent>> change = List::of;

    FaultyTails(InvalidationLog log, Turnstile delivery) {
        this.log = log;
        this.delivery = delivery;
    }

    /** The events of the log and the injected ones, one ahead of demand at most. An error injected ends both. */
    Flux<LogEvent> tail(Optional<LogPositions> from) {
        Flux<LogEvent> events = log.tail(from);
        return Flux.defer(() -> {
            Sinks.Many<LogEvent> injected = Sinks.many().unicast().onBackpressureBuffer();
            begun.incrementAndGet();
            open.add(injected);
            return Flux.merge(ONE_AT_A_TIME, events, injected.asFlux())
                    .concatMap(event -> delivery.pass().thenReturn(event), ONE_AT_A_TIME)
                    .concatMapIterable(event -> change.apply(event), ONE_AT_A_TIME)
                    .doFinally(end -> open.remove(injected));
        });
    }

    void deliverInstead(Function<LogEvent, List<LogEvent>> changed) {
        change = Objects.requireNonNull(changed, "change");
    }

    void inject(LogEvent event) {
        open.forEach(injected -> injected.emitNext(event, Sinks.EmitFailureHandler.FAIL_FAST));
    }

    void cut(Throwable error) {
        open.forEach(injected -> injected.emitError(error, Sinks.EmitFailureHandler.FAIL_FAST));
    }

    int begun() {
        return begun.get();
    }

    int open() {
        return open.size();
    }
}
