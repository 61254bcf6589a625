package io.reactivecache.journal;

import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The appends that were not answered yet, bounded in number and bytes. Callers add them, the journal's thread takes them. */
final class WaitingAppends {

    private final Queue<PendingAppend> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger appends = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final int maxAppends;
    private final long maxBytes;

    WaitingAppends(int maxAppends, long maxBytes) {
        this.maxAppends = maxAppends;
        this.maxBytes = maxBytes;
    }

    /** Adds one, or fails it if there are too many. Tells whether it was added. */
    boolean add(PendingAppend append) {
        if (appends.incrementAndGet() > maxAppends) {
            appends.decrementAndGet();
            append.failed(full("appends that wait: " + maxAppends, "fewer"));
            return false;
        }
        if (bytes.addAndGet(append.payload().length) > maxBytes) {
            answered(append);
            append.failed(full("bytes that wait: " + maxBytes, "fewer"));
            return false;
        }
        return waiting.add(append);
    }

    private static JournalException full(String found, String expected) {
        return new JournalException(Reason.FULL, found, expected);
    }

    @Nullable
    PendingAppend peek() {
        return waiting.peek();
    }

    @Nullable
    PendingAppend poll() {
        return waiting.poll();
    }

    /** Makes room for others. */
    void answered(PendingAppend append) {
        appends.decrementAndGet();
        bytes.addAndGet(-append.payload().length);
    }

    /** How many there are now. */
    int count() {
        return appends.get();
    }
}
