package io.reactivecache.internal.entry;

import io.reactivecache.spi.CacheMeter;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** The counts of one cache, kept by the order of the meters: a hit counts, and looks nothing up. */
@SuppressWarnings("EnumOrdinal") // neither stored nor sent
public final class Counters {

    private final LongAdder[] counts = new LongAdder[CacheMeter.values().length];

    public Counters() {
        Arrays.setAll(counts, meter -> new LongAdder());
    }

    /** Adds one. */
    public void count(CacheMeter meter) {
        counts[meter.ordinal()].increment();
    }

    /** Adds an amount that is not negative. */
    public void add(CacheMeter meter, long amount) {
        counts[meter.ordinal()].add(amount);
    }

    /** The count so far. */
    public long get(CacheMeter meter) {
        return counts[meter.ordinal()].sum();
    }
}
