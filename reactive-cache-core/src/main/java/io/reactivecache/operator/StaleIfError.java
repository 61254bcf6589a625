package io.reactivecache.operator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Remembers the last value of one source and answers it when the source fails. What it remembers is its own: keep one object
 * for each source, for as long as the value shall be remembered, and apply it to that source only; a chain that is put
 * together for each request applies the object it finds in a field. Safe to use from many threads.
 *
 * <p>A source is subscribed by each subscriber, with its Context, and cancelled with it; a cancel is not a failure. Its value
 * may be answered to other subscribers later, so it must not depend on their Context. An empty source is an answer like any
 * other: it is passed on, and what was remembered is forgotten.
 *
 * <p>When the source fails, the value is emitted if it was obtained less than {@code maxStale} ago, and else the error is
 * passed on as it is. After a failure the value is emitted at once, without a try, until the {@code throttle} is over or a
 * value has come in. Where there is no value every subscriber tries. Of two subscribers the one that came later is taken to
 * know better: the answer of the other does not replace its answer.
 *
 * <p>A value that may be answered no more is let go when somebody next subscribes. Signals come on the thread of the source,
 * or the subscriber's if the source is not tried.
 *
 * @param <T> the type of the value; shared between subscribers, so treat it as immutable
 */
public final class StaleIfError<T> implements UnaryOperator<Mono<T>> {

    private final long maxStale;
    private final long throttle;
    private final Predicate<? super Throwable> failures;
    private final InstantSource clock;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicReference<Attempts<T>> attempts = new AtomicReference<>(Attempts.nothing());

    StaleIfError(Duration maxStale, Duration throttle, Predicate<? super Throwable> failures, InstantSource clock) {
        this.maxStale = maxStale.toMillis();
        this.throttle = throttle.toMillis();
        this.failures = failures;
        this.clock = clock;
    }

    /** Settings to begin with: how long after it was obtained a value may be answered, 1 ms to a hundred years. */
    public static <T> StaleIfErrorBuilder<T> builder(Duration maxStale) {
        return new StaleIfErrorBuilder<>(Objects.requireNonNull(maxStale, "maxStale"));
    }

    /** The source, with the value to fall back on. Cold. */
    @Override
    public Mono<T> apply(Mono<T> source) {
        Objects.requireNonNull(source, "source");
        return Mono.defer(() -> spared(clock.millis()).map(Mono::just).orElseGet(() -> tried(source)));
    }

    /** The value, if there is one and no attempt is to be made now. */
    private Optional<T> spared(long now) {
        Attempts<T> left = attempts.updateAndGet(before -> before.at(now));
        return left.isPaused(now) ? left.value() : Optional.empty();
    }

    private Mono<T> tried(Mono<T> source) {
        long attempt = begun.incrementAndGet();
        return source.doOnSuccess(value -> answered(attempt, value))
                .onErrorResume(
                        failures, failure -> failed(attempt).map(Mono::just).orElseGet(() -> Mono.error(failure)));
    }

    private void answered(long attempt, @Nullable T value) {
        long until = clock.millis() + maxStale;
        attempts.updateAndGet(before -> before.answered(attempt, value, until));
    }

    private Optional<T> failed(long attempt) {
        long now = clock.millis();
        return attempts.updateAndGet(
                        before -> before.failed(attempt, now + throttle).at(now))
                .value();
    }
}
