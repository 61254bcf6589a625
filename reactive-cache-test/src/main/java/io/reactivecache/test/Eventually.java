package io.reactivecache.test;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A bounded wait for a condition, for what happens in another thread or process.
 *
 * <p>The condition is evaluated in the calling thread, at once and then about every ten milliseconds, and the wait ends
 * as soon as it holds. Every method blocks the calling thread and must not be called on an event loop. An interrupt
 * ends the wait like its deadline and leaves the interrupt status set.
 */
public final class Eventually {

    private static final long PERIOD_NANOS = 10_000_000;

    private final Duration limit;

    private Eventually(Duration limit) {
        this.limit = limit;
    }

    /**
     * Returns a wait that gives up after a time.
     *
     * @param limit the longest wait
     * @return the wait, usable any number of times
     * @throws IllegalArgumentException if the limit is not positive
     */
    public static Eventually within(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: > 0)");
        }
        return new Eventually(limit);
    }

    /**
     * Waits until a condition holds.
     *
     * @param condition evaluated at least once
     * @return true when the condition held, false when it did not within the limit
     */
    public boolean reached(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (isOver(start)) {
                return false;
            }
            LockSupport.parkNanos(PERIOD_NANOS);
        }
        return true;
    }

    /**
     * Waits until a condition holds and fails the test if it does not.
     *
     * @param what the condition in words, for the message
     * @param condition evaluated at least once
     * @throws AssertionError if the condition did not hold within the limit
     */
    public void holds(String what, BooleanSupplier condition) {
        if (!reached(condition)) {
            throw new AssertionError(what + ": not within " + limit + " (expected: true)");
        }
    }

    /**
     * Waits until assertions pass.
     *
     * @param assertions run at least once; an {@link AssertionError} means "not yet", anything else is thrown at once
     * @throws AssertionError the last one, if the assertions did not pass within the limit
     */
    public void passes(Runnable assertions) {
        long start = System.nanoTime();
        while (true) {
            try {
                assertions.run();
                return;
            } catch (AssertionError notYet) {
                if (isOver(start)) {
                    throw notYet;
                }
            }
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    private boolean isOver(long start) {
        return System.nanoTime() - start >= limit.toNanos()
                || Thread.currentThread().isInterrupted();
    }
}
