package io.reactivecache.test;

import io.reactivecache.ReactiveCache;
import io.reactivecache.spi.KeyCodec;
import io.reactivecache.spi.KeyCodecs;
import io.reactivecache.test.log.FaultyInvalidationLog;
import io.reactivecache.test.remote.FaultyRemoteStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * A whole cache in a time of its own, with the parts around it in the hands of a test: what {@link #cache()} gives is
 * no stub but the cache as it is used in production, in memory. Time passes when the test says so, and then at once.
 *
 * <p>One for each test; closing it ends its timers.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class TestCache<K, V> implements AutoCloseable {

    private final VirtualTimeScheduler time;
    private final ReactiveCache<K, V> cache;
    private final RecordingLoader<K, V> loader;
    private final FaultyInvalidationLog log;
    private final Optional<RecordingWriter<K, V>> writer;
    private final Optional<FaultyRemoteStore> remote;

    TestCache(TestCacheBuilder<K, V> parts, ReactiveCache<K, V> cache) {
        this.cache = cache;
        this.time = parts.time;
        this.loader = parts.loader;
        this.log = parts.log;
        this.writer = parts.writer;
        this.remote = parts.remote;
    }

    /** Begins to build one whose keys are {@code String}, {@code Long}, {@code Integer}, {@code UUID} or an enum. */
    public static <K, V> TestCacheBuilder<K, V> builder(Class<K> keys, Class<V> values) {
        return builder(
                KeyCodecs.forType(keys)
                        .orElseThrow(() -> new IllegalArgumentException("keys: " + keys.getName()
                                + " (expected: String, Long, Integer, UUID, an enum, or a KeyCodec)")),
                values);
    }

    /** Begins to build one of other keys. */
    public static <K, V> TestCacheBuilder<K, V> builder(KeyCodec<K> keys, Class<V> values) {
        return new TestCacheBuilder<>(keys, values);
    }

    /** The cache, for the code under test. */
    public ReactiveCache<K, V> cache() {
        return cache;
    }

    /** Its loader, which knows no values at first. */
    public RecordingLoader<K, V> loader() {
        return loader;
    }

    /**
     * Its writer.
     *
     * @throws IllegalStateException if it was built without
     */
    public RecordingWriter<K, V> writer() {
        return writer.orElseThrow(() -> none("writer"));
    }

    /**
     * Its remote tier.
     *
     * @throws IllegalStateException if it was built without
     */
    public FaultyRemoteStore remote() {
        return remote.orElseThrow(() -> none("remote"));
    }

    /** Its log, which loses nothing unless told to. */
    public FaultyInvalidationLog log() {
        return log;
    }

    /** Its time, as timers are set by it. */
    public VirtualTimeScheduler time() {
        return time;
    }

    /** Its time, as a clock tells it; for the code under test. */
    public InstantSource clock() {
        return new VirtualClock(time);
    }

    /** Lets time pass: what is due meanwhile happens in order, on this thread, before this returns. */
    public void advance(Duration duration) {
        time.advanceTimeBy(duration);
    }

    /** How many loads and writes have begun and not ended. */
    int running() {
        return loader.running() + writer.map(RecordingWriter::running).orElse(0);
    }

    /** Ends its timers. What waits then waits for ever. */
    @Override
    public void close() {
        time.dispose();
    }

    private static IllegalStateException none(String part) {
        return new IllegalStateException(part + ": none (expected: set in the builder)");
    }
}
