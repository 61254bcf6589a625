package io.reactivecache.operator;

import io.reactivecache.InvalidConfigException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Collects the settings of {@link StaleIfError}. Not safe to use from many threads. */
public final class StaleIfErrorBuilder<T> {

    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final Duration maxStale;
    private Duration throttle = Duration.ofSeconds(1);
    private Predicate<? super Throwable> failures = failure -> true;
    private InstantSource clock = new PassedTime();

    StaleIfErrorBuilder(Duration maxStale) {
        this.maxStale = maxStale;
    }

    /**
     * How long after a failure the value is answered without another try. Up to a hundred years; defaults to 1 second; zero:
     * every subscriber tries.
     */
    public StaleIfErrorBuilder<T> throttle(Duration throttle) {
        this.throttle = Objects.requireNonNull(throttle, "throttle");
        return this;
    }

    /**
     * Which errors are failures. Others are passed on as they are, whatever is remembered, and nobody pauses for them.
     * Defaults to all.
     */
    public StaleIfErrorBuilder<T> failures(Predicate<? super Throwable> failures) {
        this.failures = Objects.requireNonNull(failures, "failures");
        return this;
    }

    /**
     * The clock that tells how old a value is. Defaults to the time passed by {@code Schedulers.parallel()}, which never
     * jumps and is virtual under virtual time.
     */
    public StaleIfErrorBuilder<T> clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * An operator that remembers nothing yet.
     *
     * @throws InvalidConfigException if settings cannot work
     */
    public StaleIfError<T> build() {
        List<String> problems = new ArrayList<>();
        check(maxStale.compareTo(MILLI) >= 0, "maxStale", maxStale, ">= " + MILLI, problems);
        check(maxStale.compareTo(LONGEST) <= 0, "maxStale", maxStale, "<= " + LONGEST, problems);
        check(!throttle.isNegative(), "throttle", throttle, ">= 0", problems);
        check(throttle.compareTo(LONGEST) <= 0, "throttle", throttle, "<= " + LONGEST, problems);
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return new StaleIfError<>(maxStale, throttle, failures, clock);
    }

    private static void check(boolean holds, String name, Duration value, String expected, List<String> problems) {
        if (!holds) {
            problems.add(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
