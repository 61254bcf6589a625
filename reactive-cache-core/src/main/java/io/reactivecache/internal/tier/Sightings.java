package io.reactivecache.internal.tier;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts how often keys were seen lately, in a table of fixed size without the keys: each has one place in it, and loses it to
 * the next key that has the same. So a key may have to be seen more often than it should; one with the same 32 bits of hash
 * as another goes on with its count. Neither does more harm than a value kept or not kept.
 *
 * <p>A place holds, from the highest bit: 32 bits of hash, 20 bits of the number of the window in which the key was seen last,
 * 12 bits of the count. Of two threads that see keys of one place at the same moment one may go uncounted.
 */
public final class Sightings {

    private static final int COUNT_BITS = 12;
    private static final int WINDOW_BITS = 20;
    private static final int MAX_COUNT = (1 << COUNT_BITS) - 1;
    private static final int WINDOWS = 1 << WINDOW_BITS;

    private final int enough;
    private final long window;
    private final InstantSource clock;
    private final AtomicLongArray places;

    /**
     * No sightings.
     *
     * @param enough how many there must be, 1 to 4,095
     * @param places how many keys there is room for; a power of two
     * @param window a key that was not seen for this long may begin anew, after twice the time it does
     */
    public Sightings(int enough, int places, Duration window, InstantSource clock) {
        if (enough < 1 || enough > MAX_COUNT) {
            throw new IllegalArgumentException("enough: " + enough + " (expected: 1 to " + MAX_COUNT + ")");
        }
        if (places < 1 || Integer.bitCount(places) != 1) {
            throw new IllegalArgumentException("places: " + places + " (expected: a power of two)");
        }
        this.enough = enough;
        this.window = Math.max(1, window.toMillis());
        this.clock = clock;
        this.places = new AtomicLongArray(places);
    }

    /** Counts a sighting and tells whether there were enough of the key by now. */
    boolean isEnough(Object key) {
        int hash = mixed(key.hashCode());
        int place = hash & places.length() - 1;
        int now = (int) (clock.millis() / window) & WINDOWS - 1;
        long known = places.get(place);
        int count = Math.min(1 + counted(known, hash, now), MAX_COUNT);
        places.compareAndSet(place, known, place(hash, now, count));
        return count >= enough;
    }

    private static int counted(long known, int hash, int now) {
        int windowsAgo = now - (int) (known >>> COUNT_BITS) & WINDOWS - 1;
        return (int) (known >>> 32) == hash && windowsAgo <= 1 ? (int) known & MAX_COUNT : 0;
    }

    private static long place(int hash, int now, int count) {
        return (long) hash << 32 | (long) now << COUNT_BITS | count;
    }

    /** Spreads the bits of a poor hash code, a bijection: the finalizer of MurmurHash3. */
    private static int mixed(int hash) {
        int mixed = hash;
        mixed = (mixed ^ mixed >>> 16) * 0x85ebca6b;
        mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
        return mixed ^ mixed >>> 16;
    }
}
