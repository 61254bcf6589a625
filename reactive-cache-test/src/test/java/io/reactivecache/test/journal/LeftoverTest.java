package io.reactivecache.test.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.CacheWrites;
import io.reactivecache.Durability;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.spi.JournalException;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.quiet.WatchedCaches;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A cache that begins while its journal has not yet delivered what was left from the life before. */
final class LeftoverTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path root;

    private final Map<String, String> rows = new ConcurrentHashMap<>();
    private final Sinks.Empty<Void> delivery = Sinks.empty();
    private FileWriteJournal file;
    private ReactiveCache<String, String> cache;

    @BeforeEach
    void leave() {
        begin(Mono.never(), LIMIT);
        later(Durability.DEFERRED).put("key", "left").block(LIMIT);
        later(Durability.DEFERRED).put("counter", "1").block(LIMIT);
        end();
    }

    @AfterEach
    void end() {
        cache.close().block(LIMIT);
        file.disposeLater().block(LIMIT);
    }

    /** Begins a life in which the journal delivers when it is told to. */
    private void beginAnew(Duration maxWait) {
        begin(Mono.empty(), maxWait);
    }

    private void begin(Mono<Void> writer, Duration maxWait) {
        file = FileWriteJournal.builder(root.resolve("journal")).build();
        FaultyWriteJournal journal = new FaultyWriteJournal(file);
        journal.beforeEntry(() -> delivery.asMono());
        cache = WatchedCaches.build(ReactiveCaches.builder("stock")
                .keys(String.class)
                .values(String.class)
                .loader(key -> Mono.fromSupplier(() -> rows.get(key)))
                .writer((key, value) -> writer.then(Mono.fromRunnable(() -> rows.put(key, value))))
                .writeBehind(behind -> behind.journal(journal)
                        .settings(settings -> settings.maxWait(maxWait).closeTimeout(Duration.ofMillis(100)))));
        cache.ready().block(LIMIT);
    }

    private CacheWrites<String, String> later(Durability durability) {
        return cache.with(WriteOptions.none().durability(durability));
    }

    private void deliver() {
        delivery.tryEmitEmpty();
        cache.flush().block(LIMIT);
    }

    @Test
    void anImmediateWriteIsNotOverwrittenByIt() {
        beginAnew(LIMIT);
        var write = cache.put("key", "now").toFuture();
        assertThat(rows).isEmpty();
        deliver();

        assertThat(write).succeedsWithin(LIMIT);
        assertThat(rows).containsEntry("key", "now").containsEntry("counter", "1");
        assertThat(cache.get("key").block(LIMIT)).isEqualTo("now");
    }

    @Test
    void anEventualWriteIsNotOverwrittenByIt() {
        beginAnew(LIMIT);
        later(Durability.EVENTUAL).put("key", "now").block(LIMIT);
        assertThat(cache.get("key").block(LIMIT)).isEqualTo("now");
        deliver();

        assertThat(rows).containsEntry("key", "now");
        assertThat(cache.get("key").block(LIMIT)).isEqualTo("now");
    }

    @Test
    void aComputationGoesOnFromIt() {
        beginAnew(LIMIT);
        var later = later(Durability.DEFERRED)
                .compute("counter", LeftoverTest::next)
                .toFuture();
        var through = cache.compute("counter", LeftoverTest::next).toFuture();
        deliver();

        assertThat(later).succeedsWithin(LIMIT);
        assertThat(through).succeedsWithin(LIMIT);
        cache.flush().block(LIMIT);
        assertThat(rows).containsEntry("counter", "3");
    }

    private static Mono<String> next(Optional<String> was) {
        return Mono.just(String.valueOf(Integer.parseInt(was.orElse("0")) + 1));
    }

    @Test
    void whoWaitsForItTooLongHearsOfIt() {
        beginAnew(Duration.ofMillis(50));

        assertThatThrownBy(() -> cache.put("key", "now").block(LIMIT))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("maxWait PT0.05S");
        assertThat(rows).isEmpty();
        deliverLate();
        assertThat(cache.put("key", "now").blockOptional(LIMIT)).isPresent();
        assertThat(rows).containsEntry("key", "now");
    }

    private void deliverLate() {
        delivery.tryEmitEmpty();
        Eventually.within(LIMIT).holds("what was left", () -> rows.containsKey("counter"));
    }
}
