package io.reactivecache.test.crash;

import io.reactivecache.Durability;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.test.server.ParentProcess;
import java.time.Duration;
import java.util.SplittableRandom;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A whole cache in a JVM of its own, to be killed, whose writes are DEFERRED. */
final class CrashNode {

    /** Keys of which some are in each partition of the journal; what becomes of them nobody asks. */
    static final String LAST = "last-";

    private static final int LAST_KEYS = 32;
    private static final int MOST_BEFORE_CLOSE = 300;
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Life life;
    private final Place.Opened opened;
    private final ReactiveCache<String, Integer> cache;

    private CrashNode(Life life) {
        this.life = life;
        this.opened = life.place().open();
        SlowTruth truth = new SlowTruth(life.truth(), life.number(), life.seed());
        CacheBuilder<String, Integer> builder = ReactiveCaches.builder("crash")
                .keys(String.class)
                .values(Integer.class)
                .loader(truth::load)
                .bulkWriter(truth)
                .writeBehind(behind -> behind.journal(opened.journal())
                        .settings(later -> later.durability(Durability.DEFERRED)
                                .batchSize(8)
                                .batches(2)
                                .batchTime(Duration.ofMillis(2))
                                .closeTimeout(SHORT)));
        this.cache = opened.log().map(builder::log).orElse(builder).build();
    }

    /** Lives the life the arguments tell. */
    public static void main(String[] args) {
        ParentProcess.endWithIt();
        try {
            new CrashNode(Life.of(args)).live();
        } catch (RuntimeException | Error broken) {
            ParentProcess.tell("broken " + broken);
        }
    }

    private void live() {
        ParentProcess.tell("open");
        switch (life.plan()) {
            case WRITE -> new Load(cache, life).run().blockLast();
            case CLOSE -> closeInTheMidst();
            case DRAIN -> drain();
        }
    }

    private void closeInTheMidst() {
        int writes = new SplittableRandom(life.seed()).nextInt(1, MOST_BEFORE_CLOSE);
        Flux<Integer> load = new Load(cache, life).run().publish().autoConnect(2);
        load.subscribe();
        load.take(writes).blockLast();
        ParentProcess.tell("closing");
        close();
        Mono.never().block();
    }

    private void close() {
        cache.close().block();
        opened.close().run();
        ParentProcess.tell("closed");
    }

    /** What is behind everything else in the journal is delivered after it. */
    private void drain() {
        Flux.range(0, LAST_KEYS)
                .flatMap(key -> cache.put(LAST + key, life.first()))
                .then(cache.flush())
                .then(cache.flush())
                .block();
        close();
    }
}
