package io.reactivecache.test.faults;

import io.reactivecache.CacheHealth;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.WriteFailedException;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.CacheMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** The program of a node: it does what it is told over its line, and asks there for rows and keeps them there. */
final class FaultNode {

    static final Duration MAX_STALENESS = Duration.ofSeconds(2);
    static final Duration FENCE = Duration.ofSeconds(10);

    private static final Duration SLACK = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofMillis(200);

    private final ReactiveCache<Integer, Integer> cache;
    private final CompletableFuture<FaultNode> built = new CompletableFuture<>();
    private final Line line;
    private volatile ToLongFunction<CacheMeter> counts = meter -> 0;

    private FaultNode(LogKind kind, int redis, int log, Socket driver) throws IOException {
        line = Line.over(
                driver,
                question -> built.thenCompose(node -> node.answer(question)),
                () -> Runtime.getRuntime().halt(0));
        RedisRemoteStore store = RedisRemoteStore.builder()
                .uri("redis://localhost:" + redis)
                .commandTimeout(Duration.ofMillis(500))
                .probeInterval(SOON)
                .reconnectBackoff(Duration.ofMillis(10), SOON)
                .build();
        cache = ReactiveCaches.builder("faults")
                .keys(Integer.class)
                .values(Integer.class)
                .ttl(Duration.ofHours(1))
                .maxStaleness(MAX_STALENESS)
                .staleness(staleness -> staleness.probeInterval(MAX_STALENESS.dividedBy(8)))
                .flight(flight -> flight.maxLoadTime(FENCE.minus(SLACK)))
                .settings(settings -> settings.remote(
                                remote -> remote.timeout(Duration.ofMillis(400)).fenceSlack(SLACK))
                        .log(more -> more.announceTimeout(Duration.ofSeconds(3)).reconnectBackoff(SOON)))
                .loader(this::load)
                .writer(this::store)
                .metrics(metrics())
                .remote(store)
                .log(kind.log(store, log))
                .build();
        built.complete(this);
    }

    /** Runs a node: the port of who drives it, its log, and the ports of Redis and of the log's server. */
    public static void main(String[] args) throws IOException {
        Socket driver = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        new FaultNode(LogKind.valueOf(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]), driver).begin();
    }

    private void begin() {
        cache.ready().block();
        line.ask("ready");
    }

    private CacheMetrics metrics() {
        return (name, counters, gauges, timings) -> {
            counts = counters;
            return Disposables.disposed();
        };
    }

    private Mono<Integer> load(int key) {
        return Mono.fromFuture(() -> line.ask("load " + key)).map(Integer::valueOf);
    }

    private Mono<Void> store(int key, int value) {
        return Mono.fromFuture(() -> line.ask("store " + key + ' ' + value)).then();
    }

    private CompletableFuture<String> answer(String question) {
        String[] words = question.split(" ");
        return switch (words[0]) {
            case "health" -> cache.health().map(this::told).toFuture();
            case "count" -> CompletableFuture.completedFuture(count(words[1]));
            case "put" -> written(cache.put(Integer.valueOf(words[1]), Integer.valueOf(words[2])));
            case "invalidate" -> written(cache.invalidate(Integer.valueOf(words[1])));
            case "local" -> read(Integer.valueOf(words[1]), ReadOptions.none().localOnly());
            case "remote" -> read(Integer.valueOf(words[1]), ReadOptions.none().remoteOnly());
            default -> read(Integer.valueOf(words[1]), ReadOptions.none());
        };
    }

    private String count(String meter) {
        return Long.toString(counts.applyAsLong(CacheMeter.valueOf(meter)));
    }

    private String told(CacheHealth health) {
        return health.isUp() && health.queued() == 0 && health.owed() == 0 ? "well" : health.toString();
    }

    private CompletableFuture<String> read(int key, ReadOptions options) {
        return cache.with(options)
                .lookup(key)
                .map(found -> found.value() + " " + found.source())
                .defaultIfEmpty("none")
                .onErrorResume(error -> Mono.just("failed " + error.getClass().getSimpleName()))
                .toFuture();
    }

    private static CompletableFuture<String> written(Mono<Position> write) {
        return write.map(position -> "acknowledged")
                .onErrorResume(error -> Mono.just(isAnnounced(error) ? "announced" : "unannounced"))
                .toFuture();
    }

    private static boolean isAnnounced(Throwable error) {
        return error instanceof WriteFailedException failed && failed.announced();
    }
}
