package io.reactivecache.test;

import io.reactivecache.BulkCacheWriter;
import io.reactivecache.CacheWriter;
import io.reactivecache.KeyWrite;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.fault.KeyFaults;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/**
 * A system of record in memory that takes writes as a test says and records them. What a write does is decided when it
 * begins; the values of a batch are kept together or, if one of its keys fails, not at all. Safe to use from many
 * threads.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class RecordingWriter<K, V> implements CacheWriter<K, V>, BulkCacheWriter<K, V> {

    private final Scheduler scheduler;
    private final Map<K, V> values = new ConcurrentHashMap<>();
    private final KeyFaults<K> faults = new KeyFaults<>();
    private final List<K> keys = new CopyOnWriteArrayList<>();
    private final List<List<KeyWrite<K, V>>> batches = new CopyOnWriteArrayList<>();
    private final List<ContextView> contexts = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();

    /** One whose delays pass in real time. */
    public RecordingWriter() {
        this(Schedulers.parallel());
    }

    /**
     * One whose delays pass as a scheduler says.
     *
     * @param scheduler such as a {@code VirtualTimeScheduler}
     */
    public RecordingWriter(Scheduler scheduler) {
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    }

    /** Writes of the key succeed at once from now on. One that hangs has to be released all the same. */
    public RecordingWriter<K, V> heals(K key) {
        faults.heal(key);
        return this;
    }

    /** Writes of the key fail from now on, and are not kept. */
    public RecordingWriter<K, V> fails(K key, Throwable error) {
        faults.set(key, Fault.fail(() -> error));
        return this;
    }

    /** Writes of the key are kept and fail all the same from now on, as when the answer is lost. */
    public RecordingWriter<K, V> failsAfterwards(K key, Throwable error) {
        faults.set(key, Fault.dropReply(() -> error));
        return this;
    }

    /** Writes of the key take this long from now on. */
    public RecordingWriter<K, V> delays(K key, Duration time) {
        faults.set(key, Fault.delay(time, scheduler));
        return this;
    }

    /** Writes of the key that begin from now on wait for {@link #release}. */
    public RecordingWriter<K, V> hangs(K key) {
        faults.hang(key);
        return this;
    }

    /** Lets the writes of the key go on, on the thread that calls this, and those to come not wait. */
    public RecordingWriter<K, V> release(K key) {
        faults.release(key);
        return this;
    }

    @Override
    public Mono<Void> write(K key, V value) {
        return recorded(List.of(key), faulty(key, Mono.fromRunnable(() -> values.put(key, value))));
    }

    @Override
    public Mono<Void> delete(K key) {
        return recorded(List.of(key), faulty(key, Mono.fromRunnable(() -> values.remove(key))));
    }

    @Override
    public Mono<Void> writeAll(List<KeyWrite<K, V>> writes) {
        List<K> written = writes.stream().map(KeyWrite::key).toList();
        Mono<Void> all = Mono.fromRunnable(() -> writes.forEach(this::keep));
        return recorded(written, Mono.defer(() -> faults.ofAll(written, all)))
                .doOnSubscribe(begun -> batches.add(List.copyOf(writes)));
    }

    private Mono<Void> faulty(K key, Mono<Void> write) {
        return Mono.defer(() -> faults.of(key, write));
    }

    private void keep(KeyWrite<K, V> write) {
        write.value().ifPresentOrElse(value -> values.put(write.key(), value), () -> values.remove(write.key()));
    }

    private Mono<Void> recorded(List<K> written, Mono<Void> write) {
        return Mono.deferContextual(context -> {
            contexts.add(context);
            keys.addAll(written);
            running.incrementAndGet();
            return write.doFinally(end -> running.decrementAndGet());
        });
    }

    /** The value that is kept of a key. */
    public Optional<V> value(K key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The keys that were written, in order, as often as they were tried. */
    public List<K> keys() {
        return List.copyOf(keys);
    }

    /** How often it was tried to write a key. */
    public int writes(K key) {
        return Collections.frequency(keys, key);
    }

    /** What was written at once, in order. */
    public List<List<KeyWrite<K, V>>> batches() {
        return List.copyOf(batches);
    }

    /** The Context of each call, in order. */
    public List<ContextView> contexts() {
        return List.copyOf(contexts);
    }

    /** How many calls have begun and not ended. */
    public int running() {
        return running.get();
    }
}
