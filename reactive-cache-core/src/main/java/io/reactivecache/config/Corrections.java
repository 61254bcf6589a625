package io.reactivecache.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Settings above their limit that were lowered to it, where that is harmless. Off, nothing is changed, and the check of the
 * settings reports it as a problem. Not safe for several threads.
 */
final class Corrections {

    private final boolean on;
    private final List<String> made = new ArrayList<>();

    Corrections(boolean on) {
        this.on = on;
    }

    /** The value, or the limit in its place. */
    <T extends Comparable<? super T>> T atMost(String setting, T value, T limit) {
        if (!on || value.compareTo(limit) <= 0) {
            return value;
        }
        made.add(setting + ": " + value + " lowered to " + limit);
        return limit;
    }

    /** As {@link #atMost(String, Comparable, Comparable)}. */
    double atMost(String setting, double value, double limit) {
        return atMost(setting, Double.valueOf(value), Double.valueOf(limit));
    }

    /** The corrections made so far. */
    List<String> made() {
        return List.copyOf(made);
    }
}
