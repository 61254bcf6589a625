package io.reactivecache.test.contract;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much memory this thread takes from the heap, whatever is given back meanwhile. */
final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** The bytes this thread has allocated so far. */
    static long soFar() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
