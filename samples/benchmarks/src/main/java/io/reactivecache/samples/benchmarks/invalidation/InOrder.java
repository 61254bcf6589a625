package io.reactivecache.samples.benchmarks.invalidation;

/** Arrivals that one reader hears of on many threads, noted in their order, each with its own time. */
final class InOrder {

    private final int reader;
    private final ArrivalWatch watch;
    private long[] times = {};
    private int next;

    InOrder(int reader, ArrivalWatch watch) {
        this.reader = reader;
        this.watch = watch;
    }

    synchronized void begin(int changes) {
        times = new long[changes];
        next = 0;
    }

    synchronized void arrived(int number) {
        times[number] = System.nanoTime();
        while (next < times.length && times[next] != 0) {
            watch.note(reader, 0, next, times[next]);
            next++;
        }
    }
}
