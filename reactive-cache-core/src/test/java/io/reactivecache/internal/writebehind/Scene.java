package io.reactivecache.internal.writebehind;

import io.reactivecache.Durability;
import io.reactivecache.Priority;
import io.reactivecache.config.WriteBehindConfig;
import io.reactivecache.config.WriteBehindConfigBuilder;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.fixture.HandJournal;
import io.reactivecache.fixture.HandLetters;
import io.reactivecache.fixture.Heard;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.PayloadFormat;
import io.reactivecache.internal.entry.Tokens;
import io.reactivecache.internal.entry.WriteTerms;
import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.Codecs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** An engine in virtual time, with a writer, a journal and dead letters the test has in its hands. */
final class Scene implements AutoCloseable {

    static final Duration BATCH = Duration.ofMillis(50);

    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final HandJournal journal;
    final HandLetters letters = new HandLetters();
    final Counters counters = new Counters();
    final Tokens tokens = new Tokens();

    /** The batches that were begun, in order; of each the writes as {@code key=value}. */
    final List<List<String>> begun = new CopyOnWriteArrayList<>();

    /** The writes the writer took, in order. */
    final List<String> written = new CopyOnWriteArrayList<>();

    /** The writes whose later steps were done. */
    final List<String> announced = new CopyOnWriteArrayList<>();

    /** The writes of other nodes of which was told that they are over. */
    final List<String> told = new CopyOnWriteArrayList<>();

    volatile Function<List<String>, Mono<Void>> writer = writes -> Mono.empty();
    volatile Function<String, Mono<Void>> announcing = write -> Mono.empty();
    final WriteBehind<String, String> engine;

    Scene() {
        this(settings -> {});
    }

    Scene(Consumer<WriteBehindConfigBuilder> settings) {
        this(settings, new HandJournal());
    }

    Scene(Consumer<WriteBehindConfigBuilder> settings, HandJournal journal) {
        this.journal = journal;
        WriteBehindConfigBuilder config = WriteBehindConfig.builder().batchTime(BATCH);
        settings.accept(config);
        this.engine = new WriteBehind<>(new WriteBehindParts<>(
                config.build(),
                Optional.of(journal),
                letters,
                format(),
                this::truth,
                this::behind,
                write -> Mono.fromRunnable(() -> told.add(text(write))),
                WriteBehindParts::isAlwaysPoison,
                time,
                new HandClock(),
                counters));
        engine.start();
    }

    static PendingFormat<String, String> format() {
        return new PendingFormat<>(
                "orders",
                key -> key,
                new PayloadFormat<>(Codecs.strings(), List.of(), Integer.MAX_VALUE, 1 << 20),
                String::length);
    }

    private Mono<Void> truth(List<Pending<String, String>> writes) {
        List<String> batch = writes.stream().map(Scene::text).toList();
        begun.add(batch);
        return writer.apply(batch).doOnSuccess(done -> written.addAll(batch));
    }

    private Mono<Void> behind(Pending<String, String> write) {
        String text = text(write);
        return announcing.apply(text).doOnSuccess(done -> announced.add(text));
    }

    static String text(Pending<String, String> write) {
        return write.encoded() + '=' + write.value().orElse("-");
    }

    Pending<String, String> write(String key, String value, Durability durability, Priority priority) {
        return write(tokens, key, value, durability, priority);
    }

    private static Pending<String, String> write(
            Tokens node, String key, String value, Durability durability, Priority priority) {
        WriteTerms terms = WriteTerms.NONE.priority(priority);
        return new Pending<>(key, key, Optional.of(value), node.next(), durability, terms, 1);
    }

    /** Another node has a write accepted. */
    void keepElsewhere(Tokens node, String key, String value) {
        journal.append(key, format().encode(write(node, key, value, Durability.DEFERRED, Priority.NORMAL)))
                .subscribe();
    }

    Mono<Void> eventual(String key, String value) {
        return engine.accept(write(key, value, Durability.EVENTUAL, Priority.NORMAL));
    }

    Mono<Void> deferred(String key, String value) {
        return engine.accept(write(key, value, Durability.DEFERRED, Priority.NORMAL));
    }

    /** Accepts a write that there is room for. */
    void put(String key, String value) {
        done(eventual(key, value));
    }

    /** Accepts a write that the journal keeps. */
    void keep(String key, String value) {
        done(deferred(key, value));
    }

    static void done(Mono<Void> accepted) {
        Heard<Void> heard = Heard.of(accepted);
        if (!heard.isEmpty()) {
            throw new AssertionError("not accepted", heard.error());
        }
    }

    /** What a read of this node finds. */
    String found(String key) {
        return engine.newest(key).flatMap(Pending::value).orElse("nothing");
    }

    void pass(Duration span) {
        time.advanceTimeBy(span);
    }

    /** Lets the batches begin that wait to become full. */
    void batch() {
        pass(BATCH);
    }

    long count(CacheMeter meter) {
        return counters.get(meter);
    }

    @Override
    public void close() {
        engine.close(Duration.ofMillis(1)).subscribe();
        pass(Duration.ofMillis(2));
        time.dispose();
    }
}
