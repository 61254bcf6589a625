package io.reactivecache.test.history;

import java.util.SplittableRandom;

/** What is decided at random; the same for the same seed. */
final class Chance {

    private SplittableRandom random = new SplittableRandom();

    /** Begins anew. */
    void seed(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A number from 0 up to, not including, the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** True once in so many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }
}
