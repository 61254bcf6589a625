package io.reactivecache.test.history;

import java.util.EnumMap;
import java.util.Map;

/** How often what happened. */
final class Tally {

    private final long[] counts = new long[Event.values().length];

    void count(Event event) {
        counts[event.ordinal()]++;
    }

    long of(Event event) {
        return counts[event.ordinal()];
    }

    void add(Tally other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    @Override
    public String toString() {
        Map<Event, Long> all = new EnumMap<>(Event.class);
        for (Event event : Event.values()) {
            all.put(event, of(event));
        }
        return all.toString();
    }
}
