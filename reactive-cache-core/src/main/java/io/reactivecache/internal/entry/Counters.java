package io.reactivecache.internal.entry;

import io.reactivecache.spi.CacheMeter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The counts of one cache. */
public final class Counters {

    private final Map<CacheMeter, LongAdder> counts = new EnumMap<>(CacheMeter.class);

    public Counters() {
        for (CacheMeter meter : CacheMeter.values()) {
            counts.put(meter, new LongAdder());
        }
    }

    /** Adds one. */
    public void count(CacheMeter meter) {
        counter(meter).increment();
    }

    /** Adds an amount that is not negative. */
    public void add(CacheMeter meter, long amount) {
        counter(meter).add(amount);
    }

    /** The count so far. */
    public long get(CacheMeter meter) {
        return counter(meter).sum();
    }

    @SuppressWarnings("NullAway") // every meter has its count from the start
    private LongAdder counter(CacheMeter meter) {
        return counts.get(meter);
    }
}
