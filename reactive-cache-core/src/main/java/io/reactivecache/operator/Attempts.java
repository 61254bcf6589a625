package io.reactivecache.operator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the attempts to get a value came to: the value to stand in for one that cannot be had, and until when no other attempt
 * is made. Immutable.
 *
 * <p>Attempts are numbered as they begin, from 1, and may end in any order. What one that began later said is newer, whenever
 * it said so: an answer never replaces that of a later attempt, and a failure that began before the last answer makes nobody
 * pause.
 */
final class Attempts<T> {

    private static final Attempts<?> NOTHING = new Attempts<>(0, null, 0, 0, 0);

    private final long answered;
    private final @Nullable T value;
    private final long keptUntil;
    private final long failed;
    private final long pausedUntil;

    private Attempts(long answered, @Nullable T value, long keptUntil, long failed, long pausedUntil) {
        this.answered = answered;
        this.value = value;
        this.keptUntil = keptUntil;
        this.failed = failed;
        this.pausedUntil = pausedUntil;
    }

    @SuppressWarnings("unchecked") // there is no value
    static <T> Attempts<T> nothing() {
        return (Attempts<T>) NOTHING;
    }

    /**
     * An attempt was answered.
     *
     * @param brought the value; {@code null} if there is none
     * @param until when it must stand in no more
     */
    Attempts<T> answered(long attempt, @Nullable T brought, long until) {
        return attempt < answered ? this : new Attempts<>(attempt, brought, until, failed, pausedUntil);
    }

    /**
     * An attempt failed.
     *
     * @param until when the next may be made
     */
    Attempts<T> failed(long attempt, long until) {
        return attempt < failed ? this : new Attempts<>(answered, value, keptUntil, attempt, until);
    }

    /** What is left of it at that time: without a value that must stand in no more. */
    Attempts<T> at(long now) {
        return value == null || now < keptUntil ? this : new Attempts<>(answered, null, 0, failed, pausedUntil);
    }

    boolean isPaused(long now) {
        return failed > answered && now < pausedUntil;
    }

    Optional<T> value() {
        return Optional.ofNullable(value);
    }
}
