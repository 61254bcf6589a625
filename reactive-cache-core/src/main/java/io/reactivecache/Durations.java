package io.reactivecache;

import java.time.Duration;

/** What times given by callers and loaders are checked by: a hundred years are as good as forever, and can be added up. */
final class Durations {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Durations() {}

    static void checkPositive(String name, Duration value) {
        check(!value.isNegative() && !value.isZero(), name, value, "> 0");
        checkLength(name, value);
    }

    static void checkNotNegative(String name, Duration value) {
        check(!value.isNegative(), name, value, ">= 0");
        checkLength(name, value);
    }

    private static void checkLength(String name, Duration value) {
        check(value.compareTo(LONGEST) <= 0, name, value, "<= " + LONGEST);
    }

    private static void check(boolean holds, String name, Duration value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
