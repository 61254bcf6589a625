package io.reactivecache.internal.tier;

import io.reactivecache.Position;
import io.reactivecache.internal.entry.Keep;
import io.reactivecache.spi.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * The puts of this node that are under way. The follower asks it about every record it applies: the record of a put of
 * this node brings its value into the local tier at exactly its place in the order of the log, and any other record of
 * the key before that shows that another write overlapped, so that nobody can know whose value the system of record kept.
 */
public final class PendingPuts<V> {

    private final boolean newestWins;
    private final BiPredicate<String, Token> overtaken;
    private final Map<String, List<PendingPut<V>>> puts = new ConcurrentHashMap<>();

    /**
     * No puts.
     *
     * @param newestWins true if the log's order is the truth, so that overlapping does not matter
     * @param overtaken tells of a key and a write of it whether reads of this node are to find another one
     */
    public PendingPuts(boolean newestWins, BiPredicate<String, Token> overtaken) {
        this.newestWins = newestWins;
        this.overtaken = overtaken;
    }

    /** No puts, where no others are pending. */
    public PendingPuts(boolean newestWins) {
        this(newestWins, (key, token) -> false);
    }

    /** Begins a put: from here on, records of its key are watched. */
    public PendingPut<V> begin(String key, Token token, V value, Keep keep) {
        return begin(key, new PendingPut<>(token, Optional.of(value), keep, false));
    }

    /**
     * Watches the records of a key until that of the write with this token. No value is kept, unless one is given before that
     * record is appended; and then only if no other record comes first.
     */
    public PendingPut<V> watch(String key, Token token) {
        return begin(key, new PendingPut<>(token, Optional.empty(), Keep.USUAL, true));
    }

    private PendingPut<V> begin(String key, PendingPut<V> put) {
        puts.merge(key, List.of(put), PendingPuts::joined);
        return put;
    }

    /** Ends a put. */
    public void end(String key, PendingPut<V> put) {
        puts.computeIfPresent(key, (same, all) -> without(all, put));
    }

    /** The put this record belongs to, if it is one of this node's; all others of the key are overlapped by it. */
    public Optional<PendingPut<V>> applying(String key, Token token, Position record) {
        Optional<PendingPut<V>> own = Optional.empty();
        for (PendingPut<V> put : puts.getOrDefault(key, List.of())) {
            if (put.token().equals(token)) {
                put.arrive();
                own = Optional.of(put);
            } else {
                put.overlap(record);
            }
        }
        return own;
    }

    /** Notes that another write overlapped the puts of the keys, as they are written down, that a test passes. */
    public void overlap(Predicate<String> keys) {
        puts.forEach((key, all) -> {
            if (keys.test(key)) {
                all.forEach(PendingPut::overlap);
            }
        });
    }

    /** Tells the other puts of the key that a write of this node has its record at a position. */
    public void supersede(String key, Token token, Position record) {
        for (PendingPut<V> put : puts.getOrDefault(key, List.of())) {
            if (!put.token().equals(token)) {
                put.supersede(record);
            }
        }
    }

    /** True if the local tier may keep the value of this put, whose record is at a position. */
    public boolean mayKeep(PendingPut<V> put, Position record) {
        return put.mayKeep(newestWins) && !put.isSuperseded(record);
    }

    /** True if reads of this node find the value of this put in its local tier, if anything. */
    public boolean isShown(String key, PendingPut<V> put) {
        return put.keep().isLocal() && !overtaken.test(key, put.token());
    }

    /** Settles all puts without their values being kept: the records of some may never arrive. */
    public void abandonAll() {
        puts.values().forEach(all -> all.forEach(PendingPut::abandon));
    }

    private static <V> List<PendingPut<V>> joined(List<PendingPut<V>> some, List<PendingPut<V>> more) {
        List<PendingPut<V>> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    @SuppressWarnings("NullAway") // an empty list takes the key out of the map
    private static <V> List<PendingPut<V>> without(List<PendingPut<V>> all, PendingPut<V> put) {
        if (all.size() == 1) {
            return all.get(0) == put ? null : all;
        }
        List<PendingPut<V>> rest = all.stream().filter(other -> other != put).toList();
        return rest.isEmpty() ? null : rest;
    }
}
