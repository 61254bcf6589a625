package io.reactivecache.samples.benchmarks.write;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * So many callers put as fast as they are answered; then what is left is applied.
 *
 * @param callers how many puts are under way at any time
 * @param keys how many keys there are, written in turn
 * @param time how long puts are made
 */
record Trial(Way way, int callers, int keys, Duration time) {

    private static final String VALUE = "v".repeat(100);
    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    Figures run() {
        try (Subject subject = new Subject(way)) {
            AtomicLong answered = new AtomicLong();
            long used = MACHINE.getProcessCpuTime();
            long begin = System.nanoTime();
            Flux.range(0, Integer.MAX_VALUE)
                    .takeUntilOther(Mono.delay(time))
                    .flatMap(at -> put(subject, at, answered), callers, callers)
                    .blockLast();
            long end = System.nanoTime();
            subject.cache.flush().block();
            long applied = System.nanoTime();
            return new Figures(
                    way,
                    callers,
                    keys,
                    rate(answered.get(), end - begin),
                    rate(answered.get(), applied - begin),
                    (MACHINE.getProcessCpuTime() - used) / 1e3 / answered.get(),
                    subject.system.calls(),
                    subject.system.writes(),
                    MACHINE.getSystemLoadAverage());
        }
    }

    private Mono<Void> put(Subject subject, int at, AtomicLong answered) {
        return subject.writes
                .put((long) at % keys, VALUE)
                .doOnTerminate(answered::incrementAndGet)
                .then();
    }

    private static long rate(long puts, long nanos) {
        return Math.round(puts * 1e9 / nanos);
    }
}
