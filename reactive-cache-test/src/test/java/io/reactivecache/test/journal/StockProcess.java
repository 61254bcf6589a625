package io.reactivecache.test.journal;

import io.reactivecache.CacheWriter;
import io.reactivecache.CacheWrites;
import io.reactivecache.Durability;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.spi.JournalException;
import io.reactivecache.test.server.ParentProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A whole cache in a JVM of its own, over a journal whose disk is to fail. It says {@code done} when a DEFERRED write was
 * answered, {@code applied} before one is applied, and {@code failed} with the reason; once none is answered any more
 * {@code broken}, and then in rounds what becomes of writes and reads.
 */
final class StockProcess {

    static final String SECRET = "pa55word";
    private static final int FLOWS = 8;
    private static final int EACH = 4;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Map<String, String> rows = new ConcurrentHashMap<>();
    private final boolean isHeld;
    private final ReactiveCache<String, String> cache;
    private final CacheWrites<String, String> later;

    private StockProcess(Path directory, boolean isHeld) {
        this.isHeld = isHeld;
        this.cache = cache(JournalProcess.journal(directory), rows, this::applied);
        this.later = cache.with(WriteOptions.none().durability(Durability.DEFERRED));
    }

    /** A cache over some rows. */
    static ReactiveCache<String, String> cache(
            FileWriteJournal journal, Map<String, String> rows, CacheWriter<String, String> writer) {
        return ReactiveCaches.builder("stock")
                .keys(String.class)
                .values(String.class)
                .loader(key -> Mono.fromSupplier(() -> rows.get(key)))
                .writer(writer)
                .writeBehind(behind -> behind.journal(journal)
                        .settings(settings ->
                                settings.retryBackoff(Duration.ofMillis(10)).maxBackoff(Duration.ofMillis(50))))
                .build();
    }

    /**
     * Writes until the journal breaks, and then goes on for ever.
     *
     * @param args the directory, and whether what is written later is held back from the system of record
     */
    public static void main(String[] args) {
        ParentProcess.endWithIt();
        new StockProcess(Path.of(args[0]), Boolean.parseBoolean(args[1])).run();
    }

    private void run() {
        cache.ready().block(LIMIT);
        Flux.range(0, FLOWS).flatMap(this::deferred, FLOWS).blockLast();
        ParentProcess.tell("broken");
        Flux.range(0, Integer.MAX_VALUE).concatMap(this::round).blockLast();
    }

    private Mono<Void> applied(String key, String value) {
        if (isHeld && !key.startsWith("now")) {
            return Mono.never();
        }
        return Mono.fromRunnable(() -> {
            ParentProcess.tell("applied " + write(key, value));
            rows.put(key, value);
        });
    }

    /** Each key is written a few times. */
    private Mono<Void> deferred(int flow) {
        return Flux.range(0, Integer.MAX_VALUE)
                .concatMap(number -> deferred(flow + "." + number / EACH, number))
                .onErrorResume(JournalException.class, StockProcess::failed)
                .then();
    }

    private Mono<Void> deferred(String key, int number) {
        String value = value(number);
        return later.put(key, value)
                .doOnSuccess(done -> ParentProcess.tell("done " + write(key, value)))
                .then();
    }

    private static Mono<Void> failed(JournalException failure) {
        return Mono.fromRunnable(() -> ParentProcess.tell("failed " + failure.reason()));
    }

    private static String value(int number) {
        return number + SECRET + " ".repeat(1_000);
    }

    /** A write as the lines name it. */
    static String write(String key, String value) {
        return key + "-" + number(value);
    }

    /** The number of a write. */
    static int number(String value) {
        return Integer.parseInt(value.substring(0, value.indexOf(SECRET)));
    }

    private Mono<Void> round(int number) {
        return deferred("late", number)
                .onErrorResume(JournalException.class, StockProcess::failed)
                .then(through("now" + number % FLOWS, value(number)))
                .then(cache.get("0.0"))
                .doOnNext(value -> ParentProcess.tell("read " + write("0.0", value)))
                .then(cache.health())
                .doOnNext(health -> ParentProcess.tell("health " + health.journal() + " " + health.log()))
                .then(Mono.fromRunnable(() -> ParentProcess.tell("round " + number)));
    }

    private Mono<Void> through(String key, String value) {
        return cache.put(key, value)
                .then(cache.get(key))
                .filter(value::equals)
                .doOnNext(now -> ParentProcess.tell("through " + write(key, value)))
                .then();
    }
}
