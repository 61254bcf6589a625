package io.reactivecache.samples.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import reactor.core.publisher.Mono;

/**
 * Readers that share the keys, each of which reads the next as soon as it has its answer. Nothing merges their answers: an
 * operator that did would cost more than what is measured.
 */
final class Readers {

    private final IntFunction<? extends Mono<?>> read;
    private final int keys;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final CompletableFuture<Integer> done = new CompletableFuture<>();

    private Readers(IntFunction<? extends Mono<?>> read, int keys) {
        this.read = read;
        this.keys = keys;
    }

    /** Lets so many readers read the keys from zero on, each once; returns how many were read. */
    static int read(IntFunction<? extends Mono<?>> read, int keys, int readers) {
        Readers all = new Readers(read, keys);
        all.open.set(readers);
        for (int i = 0; i < readers; i++) {
            all.readOn();
        }
        return all.done.join();
    }

    private void readOn() {
        int key = next.getAndIncrement();
        if (key < keys) {
            read.apply(key).subscribe(value -> {}, done::completeExceptionally, this::readOn);
        } else if (open.decrementAndGet() == 0) {
            done.complete(keys);
        }
    }
}
