package io.reactivecache.test;

import io.reactivecache.BulkCacheLoader;
import io.reactivecache.CacheLoader;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.fault.KeyFaults;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/**
 * A loader that answers what a test says and records what it was asked. A key it was told nothing of has no value. What
 * a load answers is decided when it begins: one that hangs meanwhile answers what was right then, as a slow query does.
 * Safe to use from many threads.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class RecordingLoader<K, V> implements CacheLoader<K, V> {

    private final Scheduler scheduler;
    private final Map<K, V> values = new ConcurrentHashMap<>();
    private final KeyFaults<K> faults = new KeyFaults<>();
    private final List<K> keys = new CopyOnWriteArrayList<>();
    private final List<Set<K>> batches = new CopyOnWriteArrayList<>();
    private final List<ContextView> contexts = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();

    /** One whose delays pass in real time. */
    public RecordingLoader() {
        this(Schedulers.parallel());
    }

    /**
     * One whose delays pass as a scheduler says.
     *
     * @param scheduler such as a {@code VirtualTimeScheduler}
     */
    public RecordingLoader(Scheduler scheduler) {
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    }

    /** The key has this value from now on, at once and without failure; one that hangs has still to be released. */
    public RecordingLoader<K, V> answers(K key, V value) {
        values.put(key, value);
        faults.heal(key);
        return this;
    }

    /** The key has no value from now on. */
    public RecordingLoader<K, V> hasNothing(K key) {
        values.remove(key);
        faults.heal(key);
        return this;
    }

    /** Loads of the key fail from now on. */
    public RecordingLoader<K, V> fails(K key, Throwable error) {
        faults.set(key, Fault.fail(() -> error));
        return this;
    }

    /** Loads of the key take this long from now on. */
    public RecordingLoader<K, V> delays(K key, Duration time) {
        faults.set(key, Fault.delay(time, scheduler));
        return this;
    }

    /** Loads of the key that begin from now on wait for {@link #release}. */
    public RecordingLoader<K, V> hangs(K key) {
        faults.hang(key);
        return this;
    }

    /** Lets the loads of the key go on, on the thread that calls this, and those to come not wait. */
    public RecordingLoader<K, V> release(K key) {
        faults.release(key);
        return this;
    }

    @Override
    public Mono<V> load(K key) {
        return Mono.deferContextual(context -> {
            contexts.add(context);
            return counted(answer(key));
        });
    }

    /**
     * The same loader for many keys at once: it fails with the first key that does, and takes as long as the one that
     * takes longest.
     *
     * @return a loader whose calls are recorded here, too
     */
    public BulkCacheLoader<K, V> bulk() {
        return wanted -> Mono.deferContextual(context -> {
            contexts.add(context);
            batches.add(Set.copyOf(wanted));
            return counted(Flux.fromIterable(wanted)
                    .flatMap(key -> answer(key).map(value -> Map.entry(key, value)))
                    .collectMap(Map.Entry::getKey, Map.Entry::getValue));
        });
    }

    private Mono<V> answer(K key) {
        keys.add(key);
        return faults.of(key, Mono.justOrEmpty(values.get(key)));
    }

    private <T> Mono<T> counted(Mono<T> load) {
        return Mono.defer(() -> {
            running.incrementAndGet();
            return load.doFinally(end -> running.decrementAndGet());
        });
    }

    /** The value the key has. */
    public Optional<V> value(K key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The keys that were loaded, in order, as often as they were. */
    public List<K> keys() {
        return List.copyOf(keys);
    }

    /** How often a key was loaded. */
    public int loads(K key) {
        return Collections.frequency(keys, key);
    }

    /** What was loaded at once, in order. */
    public List<Set<K>> batches() {
        return List.copyOf(batches);
    }

    /** The Context of each call, in order: all that the cache let through of that of its caller. */
    public List<ContextView> contexts() {
        return List.copyOf(contexts);
    }

    /** How many calls have begun and not ended. */
    public int running() {
        return running.get();
    }
}
