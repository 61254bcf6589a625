package io.reactivecache.samples.benchmarks.compare.shop;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A system of record with four connections, on each of which a read takes a millisecond, one after the other. */
public final class Database implements AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final Duration READ = Duration.ofMillis(1);

    private final Scheduler connections = Schedulers.newParallel("database", CONNECTIONS, true);

    /** Reads a product. */
    public Mono<String> read(long id) {
        return Mono.fromSupplier(() -> row(id)).subscribeOn(connections);
    }

    /** The thread is the connection. */
    private static String row(long id) {
        long end = System.nanoTime() + READ.toNanos();
        for (long left = READ.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return product(id);
    }

    /** What a product is. */
    public static String product(long id) {
        return "{\"id\":" + id + ",\"name\":\"Product " + id + "\",\"price\":19.95}";
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
