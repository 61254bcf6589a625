package io.reactivecache.test.crash;

import io.reactivecache.BulkCacheWriter;
import io.reactivecache.KeyWrite;
import io.reactivecache.test.server.ParentProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The system of record, as a node has it: it takes a batch in two parts, each some time after it was asked. */
final class SlowTruth implements BulkCacheWriter<String, Integer> {

    private static final int MILLIS = 12;

    private final int life;
    private final TruthFile file;
    private final SplittableRandom random;
    private final Map<String, Write> rows = new HashMap<>();
    private final AtomicBoolean isAsked = new AtomicBoolean();

    SlowTruth(Path file, int life, long seed) {
        this.file = new TruthFile(file);
        this.life = life;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public Mono<Void> writeAll(List<KeyWrite<String, Integer>> writes) {
        int half = writes.size() / 2;
        return pause().then(written(writes.subList(0, half)))
                .then(pause())
                .then(written(writes.subList(half, writes.size())));
    }

    private synchronized Mono<Long> pause() {
        return Mono.delay(Duration.ofMillis(random.nextInt(MILLIS)));
    }

    private Mono<Void> written(List<KeyWrite<String, Integer>> writes) {
        return Mono.<Void>fromRunnable(() -> write(writes)).subscribeOn(Schedulers.boundedElastic());
    }

    private void write(List<KeyWrite<String, Integer>> writes) {
        file.append(writes.stream()
                .map(write -> new Write(life, write.key(), write.value(), write.id()))
                .toList());
        if (!isAsked.getAndSet(true)) {
            ParentProcess.tell("applies");
        }
    }

    /** The value of a key, whoever has written it. */
    Mono<Integer> load(String key) {
        return Mono.fromCallable(() -> found(key)).subscribeOn(Schedulers.boundedElastic());
    }

    private synchronized @Nullable Integer found(String key) {
        file.more().forEach(write -> rows.put(write.key(), write));
        Write write = rows.get(key);
        return write == null ? null : write.number().orElse(null);
    }
}
