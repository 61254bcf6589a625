package io.reactivecache.internal.tier;

import io.reactivecache.spi.Token;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that transactions may change at any moment: nothing of them is kept here or put into the remote tier, as it may be
 * from before a commit that nobody is going to tell of. A fence stands until its transaction has told how it ended, or until
 * its time is up, which outlasts every load that began before the commit.
 *
 * <p>Bounded: where there is no room for one more, all keys count as fenced for its time.
 */
public final class Fences {

    private final int limit;
    private final InstantSource clock;
    private final Map<String, Map<Token, Long>> standing = new ConcurrentHashMap<>();
    private int count;
    private volatile long allUntil;

    /**
     * None.
     *
     * @param limit how many may stand
     */
    public Fences(int limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
        this.allUntil = Long.MIN_VALUE;
    }

    /** A transaction is about to change a key, as it is written down. */
    public synchronized void raise(String key, Token token, Duration lasts) {
        long until = clock.millis() + lasts.toMillis();
        if (count >= limit) {
            sweep();
        }
        if (count >= limit) {
            allUntil = Math.max(allUntil, until);
        } else if (standing.computeIfAbsent(key, first -> new ConcurrentHashMap<>())
                        .put(token, until)
                == null) {
            count++;
        }
    }

    /** A transaction has told how it ended. */
    public synchronized void lift(String key, Token token) {
        Map<Token, Long> fences = standing.get(key);
        if (fences != null && fences.remove(token) != null) {
            count--;
            standing.remove(key, Map.of());
        }
    }

    /** True if nothing may be kept of a key, as it is written down. */
    public boolean stands(String key) {
        if (standing.isEmpty() && allUntil == Long.MIN_VALUE) {
            return false;
        }
        long now = clock.millis();
        Map<Token, Long> fences = standing.get(key);
        return now < allUntil || fences != null && fences.values().stream().anyMatch(until -> now < until);
    }

    /** True if there may be any: without one nobody need write down a key to ask. */
    public boolean isAny() {
        return !standing.isEmpty() || allUntil != Long.MIN_VALUE;
    }

    /** How many stand, or did until they were last counted. */
    public synchronized int size() {
        return count;
    }

    private void sweep() {
        long now = clock.millis();
        standing.values().forEach(fences -> fences.values().removeIf(until -> until <= now));
        standing.values().removeIf(Map::isEmpty);
        count = standing.values().stream().mapToInt(Map::size).sum();
    }
}
