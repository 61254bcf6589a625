package io.reactivecache.internal.entry;

/**
 * When to refresh a value before its end, so that of many readers one at a time does, the more likely the nearer the end
 * and the longer its load took: {@code now - d * b * ln(u) >= freshUntil} with {@code d} the time of the load, {@code b} a
 * setting and {@code u} a random number above 0 and up to 1 (XFetch; Vattani, Chierichetti, Lowenstein, "Optimal
 * Probabilistic Cache Stampede Prevention", VLDB 2015).
 */
public final class EarlyRefresh {

    /** The largest {@code -ln(u)} of a {@code u} made of 53 random bits. */
    private static final double MOST = 53 * Math.log(2);

    private static final double MICROS = 1_000;

    private EarlyRefresh() {}

    /** The time before which it is never due. Times in milliseconds. */
    public static long earliest(long freshUntil, int loadMicros, double beta) {
        return freshUntil - (long) Math.ceil(loadMicros / MICROS * beta * MOST);
    }

    /**
     * True if it is due.
     *
     * @param u a random number, 0 &lt; u &le; 1
     */
    public static boolean isDue(long now, long freshUntil, int loadMicros, double beta, double u) {
        return now - loadMicros / MICROS * beta * Math.log(u) >= freshUntil;
    }
}
