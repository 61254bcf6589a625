package io.reactivecache.test.machine;

import static io.reactivecache.test.CacheAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheWrites;
import io.reactivecache.Durability;
import io.reactivecache.LoadResult;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
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
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A whole cache in a time of its own, and the model of it. */
final class Machine {

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final int MOST_MOMENTS = 100;

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
                .ttl(ttl -> ttl.both(Model.TTL).absent(features.absent() ? Model.TTL : Duration.ZERO))
                .stale(stale ->
                        stale.max(features.stale() ? Model.TTL : Duration.ZERO).eager(features.eager() ? 0.5 : 1))
                .flight(flight -> flight.maxLoadTime(MOMENT.multipliedBy(MOST_MOMENTS)))
                .settings(settings -> settings.remote(remote -> remote.fenceSlack(MOMENT)))
                .clock(clock)
                .ticker(clock)
                .scheduler(time);
        withSource(builder);
        withRemote(builder);
        this.cache = builder.build();
        await(cache.ready());
    }

    private void withSource(CacheBuilder<String, Integer> builder) {
        if (features.source()) {
            builder.entryLoader(request -> Mono.fromSupplier(() -> row(request.key())))
                    .writer(new ComparedRows(rows));
        }
        if (features.behind()) {
            builder.writeBehind(behind -> behind.settings(later -> later.durability(Durability.EVENTUAL)));
        }
    }

    private void withRemote(CacheBuilder<String, Integer> builder) {
        if (features.remote()) {
            builder.remote(new InMemoryRemoteStore(clock));
        }
        if (features.picky()) {
            builder.promotion(promotion -> promotion.misses(2));
        }
    }

    private LoadResult<Integer> row(String key) {
        LoadResult<Integer> found =
                Optional.ofNullable(rows.get(key)).map(LoadResult::of).orElseGet(LoadResult::absent);
        return found.tags(Set.of(Keys.tag(key)));
    }

    /** Writes of a key: what they keep has its tag. */
    CacheWrites<String, Integer> writes(String key) {
        return cache.with(WriteOptions.none().tags(Keys.tag(key)));
    }

    /** The same, which keep it for a short time. */
    CacheWrites<String, Integer> shortWrites(String key) {
        return cache.with(WriteOptions.none().tags(Keys.tag(key)).ttl(Model.SHORT));
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

    /** Somebody else changes the system of record. */
    void changeRow(String key, Optional<Integer> value) {
        if (features.source()) {
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
