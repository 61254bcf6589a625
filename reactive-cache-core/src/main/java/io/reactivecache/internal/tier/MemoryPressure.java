package io.reactivecache.internal.tier;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/**
 * Whether what is alive leaves little room in the heap: the part of it that was in use after the last collection of each
 * pool, as the garbage before it says nothing. Looked up at most once a second, by whoever asks then; nobody waits.
 */
public final class MemoryPressure {

    private static final long SECOND = 1_000;

    private final double high;
    private final DoubleSupplier usage;
    private final InstantSource clock;
    private final AtomicLong nextLook;
    private volatile boolean isHigh;

    /**
     * The pressure in this JVM.
     *
     * @param high from which part of the heap on it is high, above 0 to 1
     */
    public MemoryPressure(double high, InstantSource clock) {
        this(high, clock, MemoryPressure::afterCollection);
    }

    MemoryPressure(double high, InstantSource clock, DoubleSupplier usage) {
        this.high = high;
        this.usage = usage;
        this.clock = clock;
        this.nextLook = new AtomicLong(clock.millis());
    }

    /** True if it was high when it was looked up last. */
    public boolean isHigh() {
        long now = clock.millis();
        long due = nextLook.get();
        if (now >= due && nextLook.compareAndSet(due, now + SECOND)) {
            isHigh = usage.getAsDouble() >= high;
        }
        return isHigh;
    }

    private static double afterCollection() {
        return part(afterCollection(ManagementFactory.getMemoryPoolMXBeans()), Runtime.getRuntime());
    }

    static List<MemoryUsage> afterCollection(List<MemoryPoolMXBean> pools) {
        return pools.stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Where no pool tells what a collection has left, all that is in use counts. */
    static double part(List<MemoryUsage> afterCollection, Runtime runtime) {
        double used = afterCollection.isEmpty()
                ? runtime.totalMemory() - runtime.freeMemory()
                : afterCollection.stream().mapToLong(MemoryUsage::getUsed).sum();
        return used / runtime.maxMemory();
    }
}
