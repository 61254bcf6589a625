package io.reactivecache.samples.benchmarks.compare;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import reactor.core.publisher.Mono;

/**
 * Callers each of which makes its next call as soon as it has the answer to the last, until the time is over. Nothing merges
 * their answers: an operator that did would cost more than what is measured.
 */
final class Callers {

    private final IntFunction<? extends Mono<?>> call;
    private final long end;
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicInteger open;
    private final CompletableFuture<Long> done = new CompletableFuture<>();

    private Callers(IntFunction<? extends Mono<?>> call, int callers, long end) {
        this.call = call;
        this.open = new AtomicInteger(callers);
        this.end = end;
    }

    /**
     * Lets so many callers call; gives the calls answered in each second.
     *
     * @param call given the number of the call, from zero on
     */
    static double perSecond(IntFunction<? extends Mono<?>> call, int callers, Duration time) {
        long begin = System.nanoTime();
        Callers all = new Callers(call, callers, begin + time.toNanos());
        for (int i = 0; i < callers; i++) {
            all.new Caller().next();
        }
        long calls = all.done.join();
        return calls * 1e9 / (System.nanoTime() - begin);
    }

    /** Answers that come at once are taken in a loop: the stack would overflow. */
    private final class Caller {

        private final AtomicInteger due = new AtomicInteger();

        void next() {
            if (due.getAndIncrement() == 0) {
                do {
                    one();
                } while (due.decrementAndGet() != 0);
            }
        }

        private void one() {
            if (System.nanoTime() < end) {
                call.apply(number.getAndIncrement())
                        .subscribe(value -> {}, done::completeExceptionally, this::answered);
            } else if (open.decrementAndGet() == 0) {
                done.complete(answered.get());
            }
        }

        private void answered() {
            answered.incrementAndGet();
            next();
        }
    }
}
