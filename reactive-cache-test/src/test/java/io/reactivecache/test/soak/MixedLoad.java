package io.reactivecache.test.soak;

import io.reactivecache.ReactiveCache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads and changes of all kinds on all nodes, a thousand a second as far as they keep up. */
final class MixedLoad {

    private static final Duration PERIOD = Duration.ofMillis(1);
    private static final int AT_ONCE = 64;
    private static final int KEYS = 5_000;
    private static final String VALUE = "v".repeat(500);

    private final List<ReactiveCache<String, String>> nodes;
    private final SplittableRandom chance;
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /**
     * A load that has not begun.
     *
     * @param rows the system of record, which is given all keys there are, so that it does not grow
     */
    MixedLoad(List<ReactiveCache<String, String>> nodes, Map<String, String> rows, long seed) {
        this.nodes = nodes;
        this.chance = new SplittableRandom(seed);
        IntStream.range(0, KEYS).forEach(key -> rows.put("key" + key, VALUE + key));
    }

    /** Completes after a time, when the last operation has ended. What fails is counted. */
    Mono<Void> run(Duration time) {
        return Flux.interval(PERIOD)
                .onBackpressureDrop()
                .take(time)
                .map(tick -> operation())
                .flatMap(this::counted, AT_ONCE)
                .then();
    }

    private Mono<Void> counted(Mono<?> operation) {
        return operation.then(Mono.<Void>fromRunnable(done::increment)).onErrorResume(failure -> {
            failed.increment();
            return Mono.empty();
        });
    }

    private Mono<?> operation() {
        ReactiveCache<String, String> node = nodes.get(chance.nextInt(nodes.size()));
        String key = "key" + chance.nextInt(KEYS);
        int kind = chance.nextInt(100);
        if (kind < 80) {
            return kind < 70 ? node.get(key) : node.getAll(List.of(key, "key" + chance.nextInt(KEYS)));
        }
        if (kind < 93) {
            return node.put(key, VALUE + chance.nextInt(KEYS));
        }
        return kind < 99 ? node.invalidate(key) : node.invalidatePrefix(key);
    }

    long done() {
        return done.sum();
    }

    @Override
    public String toString() {
        return done + " done, " + failed + " failed";
    }
}
