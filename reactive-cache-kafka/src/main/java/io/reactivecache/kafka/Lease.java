package io.reactivecache.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * For how long this node is in the group for sure. The brokers count a session from the last they heard of a member, and a
 * commit they accept is something they heard: nobody else is given a partition within the session timeout after it was
 * sent. Fetching proves nothing, as anyone may fetch. Renewed by one thread, asked by many.
 */
final class Lease {

    private static final int RENEWALS = 3;

    private final long length;
    private final LongSupplier nanoTime;
    private volatile long since;

    /** One that is over. */
    Lease(Duration sessionTimeout, LongSupplier nanoTime) {
        this.length = sessionTimeout.toNanos();
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong() - length;
    }

    /** The time now, to renew with once what is sent now was accepted. */
    long now() {
        return nanoTime.getAsLong();
    }

    /** Notes that the brokers accepted what was sent at that time. */
    void renew(long sent) {
        since = sent;
    }

    boolean holds() {
        return age() < length;
    }

    /** True if it is time to renew, long before it is over. */
    boolean isToRenew() {
        return age() >= length / RENEWALS;
    }

    private long age() {
        return nanoTime.getAsLong() - since;
    }
}
