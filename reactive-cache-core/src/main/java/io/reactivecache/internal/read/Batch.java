package io.reactivecache.internal.read;

import io.reactivecache.EntryLoader;
import io.reactivecache.LoadRequest;
import io.reactivecache.LoadResult;
import io.reactivecache.internal.run.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Loads at once what several flights of one bulk read ask for. A flight it started either asks for its load or ends
 * without; as soon as all reads are under way and each of their flights has done one or the other, what was asked for is
 * loaded. Reads that wait for the flight of somebody else are not waited for, so two bulk reads never wait for each other.
 *
 * <p>What is asked for later (by a refresh behind, say) is loaded on its own.
 */
final class Batch<K, V> implements FlightWatch<K>, EntryLoader<K, V> {

    private final int maxKeys;
    private final Function<Set<K>, Mono<Map<K, V>>> loader;
    private final Context context;
    private final Set<K> undecided = new HashSet<>();
    private final List<Part<K, V>> asked = new ArrayList<>();
    private boolean sealed;

    /**
     * A batch of nothing yet.
     *
     * @param maxKeys how many keys are loaded by one call of the loader at most
     * @param context the Context the loader sees
     */
    Batch(int maxKeys, Function<Set<K>, Mono<Map<K, V>>> loader, Context context) {
        this.maxKeys = maxKeys;
        this.loader = loader;
        this.context = context;
    }

    @Override
    public synchronized void started(K key) {
        undecided.add(key);
    }

    @Override
    public void ended(K key) {
        load(decided(key));
    }

    /** All reads are under way: no flight starts any more that is to be waited for. */
    void seal() {
        load(sealedNow());
    }

    @Override
    public Mono<LoadResult<V>> load(LoadRequest<K, V> request) {
        K key = request.key();
        Part<K, V> part = ask(key);
        load(decided(key));
        return part.outcome.await().map(values -> result(values, key)).defaultIfEmpty(LoadResult.absent());
    }

    private static <K, V> LoadResult<V> result(Map<K, V> values, K key) {
        V value = values.get(key);
        return value == null ? LoadResult.absent() : LoadResult.of(value);
    }

    private synchronized Part<K, V> ask(K key) {
        Part<K, V> last = asked.isEmpty() ? null : asked.get(asked.size() - 1);
        if (last == null || last.keys.size() == maxKeys) {
            last = new Part<>(context);
            asked.add(last);
        }
        last.keys.add(key);
        return last;
    }

    private synchronized List<Part<K, V>> sealedNow() {
        sealed = true;
        return due();
    }

    private synchronized List<Part<K, V>> decided(K key) {
        undecided.remove(key);
        return due();
    }

    private List<Part<K, V>> due() {
        if (!sealed || !undecided.isEmpty()) {
            return List.of();
        }
        List<Part<K, V>> due = List.copyOf(asked);
        asked.clear();
        return due;
    }

    /** Outside the lock: the loader is not ours. */
    private void load(List<Part<K, V>> due) {
        due.forEach(
                part -> Mono.defer(() -> loader.apply(Set.copyOf(part.keys))).subscribe(part.outcome));
    }

    /** The keys of one call of the loader, and what it comes to. */
    private static final class Part<K, V> {

        private final Set<K> keys = new HashSet<>();
        private final Outcome<Map<K, V>> outcome;

        Part(Context context) {
            this.outcome = new Outcome<>(context, (values, failure) -> {});
        }
    }
}
