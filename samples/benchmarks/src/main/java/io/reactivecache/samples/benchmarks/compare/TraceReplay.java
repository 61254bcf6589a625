package io.reactivecache.samples.benchmarks.compare;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/** How many of the accesses to a real web site are hits, by the size of the cache. */
final class TraceReplay implements Scenario {

    private static final List<Integer> PERCENT = List.of(1, 5, 20);

    @Override
    public String name() {
        return "replay of web07";
    }

    @Override
    public List<Row> measure(Plan plan) throws IOException {
        Optional<Trace> found = Trace.find();
        if (found.isEmpty()) {
            return PERCENT.stream()
                    .map(percent -> Row.missing(title(percent), "not measured: there is no ../" + Trace.PLACE))
                    .toList();
        }
        Trace trace = found.get();
        List<Row> rows = new ArrayList<>();
        for (int percent : PERCENT) {
            int size = trace.distinct() * percent / 100;
            rows.add(Turns.measure(
                            plan,
                            List.of(ours(trace, size), raw(trace, size), bounded(trace, size), async(trace, size)))
                    .row(title(percent), Unit.HITS, size + " of " + trace.distinct() + " pages"));
        }
        return rows;
    }

    private String title(int percent) {
        return name() + ", room for " + percent + " %";
    }

    private static Replay ours(Trace trace, int size) {
        return new Replay(
                "reactive-cache",
                Role.OURS,
                trace,
                loader -> new Ours(ReactiveCaches.builder("replay")
                        .keys(Integer.class)
                        .values(Integer.class)
                        .maximumSize(size)
                        .loader(page -> Mono.fromSupplier(() -> loader.apply(page)))
                        .build()));
    }

    private static Replay raw(Trace trace, int size) {
        return new Replay("caffeine", Role.RAW, trace, loader -> {
            Cache<Integer, Integer> cache =
                    Caffeine.newBuilder().maximumSize(size).build();
            return page -> Objects.requireNonNull(cache.get(page, loader));
        });
    }

    /** Caffeine holds more than it may for as long as another thread has not kept house; so does not this one, nor ours. */
    private static Replay bounded(Trace trace, int size) {
        return new Replay("caffeine, house kept by its callers", Role.PEER, trace, loader -> {
            Cache<Integer, Integer> cache = Caffeine.newBuilder()
                    .maximumSize(size)
                    .executor(Runnable::run)
                    .build();
            return page -> Objects.requireNonNull(cache.get(page, loader));
        });
    }

    private static Replay async(Trace trace, int size) {
        return new Replay("caffeine's AsyncCache", Role.PEER, trace, loader -> {
            AsyncCache<Integer, Integer> cache =
                    Caffeine.newBuilder().maximumSize(size).buildAsync();
            return page -> cache.get(
                            page, (missing, executor) -> CompletableFuture.completedFuture(loader.apply(missing)))
                    .join();
        });
    }

    private record Ours(ReactiveCache<Integer, Integer> cache) implements Replay.Pages {

        @Override
        public int read(int page) {
            return Objects.requireNonNull(cache.get(page).block());
        }

        @Override
        public void close() {
            cache.close().block();
        }
    }
}
