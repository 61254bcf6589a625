package io.reactivecache.test.machine;

import static io.reactivecache.test.CacheAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheWrites;
import io.reactivecache.Durability;
import io.reactivecache.LoadResult;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import io.reactivecache.WriteOrder;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.builder.WriteBehindBuilder;
import io.reactivecache.config.Announcement;
import io.reactivecache.datasketches.SketchHotKeys;
import io.reactivecache.guava.BloomKeyFilter;
import io.reactivecache.lz4.Lz4Compression;
import io.reactivecache.spi.InProcessWriteJournal;
import io.reactivecache.test.fixture.ComparedRows;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A whole cache in a time of its own, and the model of it. */
final class Machine {

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final int MOST_MOMENTS = 100;
    private static final int MOST_ENTRIES = 1_000;
    private static final Duration LONGEST = MOMENT.multipliedBy(MOST_MOMENTS);

    final Features features;
    final Model model;
    final ReactiveCache<String, Integer> cache;
    private final ConcurrentMap<String, Integer> rows = new ConcurrentHashMap<>();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final InstantSource clock = () -> Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS));

    Machine(Features features) {
        this.features = features;
        this.model = new Model(features);
        CacheBuilder<String, Integer> builder = ReactiveCaches.builder("machine")
                .keys(String.class)
                .values(Integer.class)
                .ttl(ttl -> ttl.both(Model.TTL).absent(has(Feature.ABSENT) ? Model.TTL : Duration.ZERO))
                .stale(stale -> stale.max(has(Feature.STALE) ? Model.TTL : Duration.ZERO)
                        .eager(has(Feature.EAGER) ? 0.5 : 1))
                .flight(flight -> flight.maxLoadTime(LONGEST))
                .settings(settings -> settings.remote(remote -> remote.fenceSlack(MOMENT)))
                .clock(clock)
                .ticker(clock)
                .scheduler(time);
        withSource(builder);
        withRemote(builder);
        withOthers(builder);
        this.cache = builder.build();
        await(cache.ready());
    }

    private boolean has(Feature feature) {
        return features.has(feature);
    }

    private void withSource(CacheBuilder<String, Integer> builder) {
        if (has(Feature.SOURCE)) {
            builder.entryLoader(request -> Mono.fromSupplier(() -> loaded(request.key())))
                    .writer(new ComparedRows(rows));
        }
        if (has(Feature.BEHIND)) {
            builder.writeBehind(this::withJournal);
        }
    }

    private void withJournal(WriteBehindBuilder behind) {
        if (has(Feature.JOURNAL)) {
            behind.journal(new InProcessWriteJournal(MOST_ENTRIES))
                    .settings(later -> later.durability(Durability.DEFERRED));
        } else {
            behind.settings(later -> later.durability(Durability.EVENTUAL));
        }
    }

    private void withRemote(CacheBuilder<String, Integer> builder) {
        if (has(Feature.REMOTE)) {
            builder.remote(new InMemoryRemoteStore(clock));
        }
        if (has(Feature.PICKY)) {
            builder.promotion(promotion -> promotion.misses(2));
        }
        if (has(Feature.LEASES)) {
            builder.settings(settings -> settings.remote(remote -> remote.leaseTime(LONGEST)));
        }
        if (has(Feature.COMPRESSED)) {
            builder.compression(Lz4Compression.create())
                    .settings(settings -> settings.remote(remote -> remote.compressionThreshold(1)));
        }
    }

    private void withOthers(CacheBuilder<String, Integer> builder) {
        if (has(Feature.FILTER)) {
            builder.keyFilter(BloomKeyFilter.of(100, 0.01)).allKeys(() -> Flux.fromIterable(Keys.ALL));
        }
        if (has(Feature.HOT)) {
            builder.hotKeys(SketchHotKeys.<String>builder(clock).build());
        }
        if (has(Feature.BOUNDED)) {
            builder.maxStaleness(Duration.ofSeconds(5));
        }
        if (has(Feature.OUTBOX)) {
            builder.settings(settings -> settings.log(log -> log.announcement(Announcement.QUEUE)));
        }
    }

    private LoadResult<Integer> loaded(String key) {
        LoadResult<Integer> found =
                Optional.ofNullable(rows.get(key)).map(LoadResult::of).orElseGet(LoadResult::absent);
        return found.tags(Set.of(Keys.tag(key)));
    }

    /** Writes of a key: what they keep has its tag. */
    CacheWrites<String, Integer> writes(String key) {
        return cache.with(options(key));
    }

    /** The same, which keep it for a short time. */
    CacheWrites<String, Integer> shortWrites(String key) {
        return cache.with(options(key).ttl(Model.SHORT));
    }

    private WriteOptions options(String key) {
        WriteOptions options = WriteOptions.none().tags(Keys.tag(key));
        return has(Feature.CACHE_FIRST) ? options.order(WriteOrder.CACHE_FIRST) : options;
    }

    /** Lets pass what time an operation takes, which is none but where it waits for another step. */
    <T> Optional<T> await(Mono<T> operation) {
        CompletableFuture<T> end = operation.toFuture();
        for (int moment = 0; moment < MOST_MOMENTS && !end.isDone(); moment++) {
            time.advanceTimeBy(MOMENT);
        }
        assertThat(end).as("operation").isDone();
        return Optional.ofNullable(end.join());
    }

    void pass(Duration duration) {
        time.advanceTimeBy(duration);
        model.pass(duration);
    }

    /** What the system of record has, if there is one. */
    Optional<Integer> row(String key) {
        return Optional.ofNullable(rows.get(key));
    }

    /** The system of record rolls a change back. */
    void putBack(String key, Optional<Integer> before) {
        before.ifPresentOrElse(value -> rows.put(key, value), () -> rows.remove(key));
    }

    /** Somebody else changes the system of record. */
    void changeRow(String key, Optional<Integer> value) {
        if (has(Feature.SOURCE)) {
            value.ifPresentOrElse(present -> rows.put(key, present), () -> rows.remove(key));
        }
        model.changeRow(key, value);
    }

    /** What is left to do ends, and leaves nothing behind but what is right. */
    void end() {
        await(cache.flush());
        assertThat(cache).isQuiet();
        assertThat(rows).isEqualTo(model.rows());
        await(cache.close());
        assertThat(timersSetInAnHour()).as("timers of a closed cache").isZero();
        time.dispose();
    }

    @Override
    public String toString() {
        return features.toString();
    }

    private long timersSetInAnHour() {
        long before = time.getScheduledTaskCount();
        time.advanceTimeBy(Duration.ofHours(1));
        return time.getScheduledTaskCount() - before;
    }
}
