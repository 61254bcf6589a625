package io.reactivecache.samples.storefront.replay;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what came of the accesses. */
final class Tally {

    private final Map<String, LongAdder> tiers = new ConcurrentHashMap<>();
    private final LongAdder writes = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile String firstFailure = "";

    void read(String tier, boolean right) {
        tiers.computeIfAbsent(tier, name -> new LongAdder()).increment();
        check(right);
    }

    void write(boolean right) {
        writes.increment();
        check(right);
    }

    void failure(String what) {
        failed.increment();
        // One of the first, if several fail at the same time.
        if (firstFailure.isEmpty()) {
            firstFailure = " (the first: " + what + ")";
        }
    }

    ReplayReport report(int accesses, int nodes, Duration time) {
        return new ReplayReport(
                accesses,
                nodes,
                time,
                count("local"),
                count("remote"),
                count("loaded"),
                writes.sum(),
                wrong.sum(),
                failed.sum(),
                firstFailure);
    }

    private long count(String tier) {
        LongAdder count = tiers.get(tier);
        return count == null ? 0 : count.sum();
    }

    private void check(boolean right) {
        if (!right) {
            wrong.increment();
        }
    }
}
