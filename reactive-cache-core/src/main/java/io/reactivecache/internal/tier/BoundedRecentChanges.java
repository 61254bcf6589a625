package io.reactivecache.internal.tier;

import io.reactivecache.Position;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers changes for at least a given time, in two generations: the present one and the one before it, each at most
 * so many keys. Where there is no room for a key, all keys of its partition count as changed instead, so that a bound on
 * memory costs loads but never lets an old value through.
 *
 * <p>Generations change only while the remote store can have heard of everything: a close that could not reach it may be
 * repeated as soon as it is back, and one that it was not told of by its writer is told by who has heard of it. Until then the
 * old value it kept must be refused.
 *
 * <p>Written under a lock, by the follower and by writers; read by everyone without one.
 */
public final class BoundedRecentChanges implements RecentChanges {

    private final int maxKeys;
    private final long window;
    private final InstantSource clock;
    private final BooleanSupplier isTold;
    private volatile Generation present;

    /**
     * Remembers nothing yet.
     *
     * @param maxKeys how many keys a generation holds
     * @param window how long a change is remembered at least
     * @param isTold tells whether the remote store answers now, and this node has nothing to tell it
     */
    public BoundedRecentChanges(int maxKeys, Duration window, InstantSource clock, BooleanSupplier isTold) {
        this.maxKeys = maxKeys;
        this.window = window.toMillis();
        this.clock = clock;
        this.isTold = isTold;
        this.present = new Generation(clock.millis(), null);
    }

    @Override
    public synchronized void changed(String key, Position record) {
        Generation now = current();
        if (now.keys.size() < maxKeys || now.keys.containsKey(key)) {
            now.keys.merge(key, record, BoundedRecentChanges::later);
        } else {
            now.floors.merge(record.partition(), record, BoundedRecentChanges::later);
        }
    }

    @Override
    public synchronized void allChanged(Position record) {
        current().floors.merge(record.partition(), record, BoundedRecentChanges::later);
    }

    @Override
    public boolean allows(String key, Position stamp) {
        Generation now = present;
        Generation before = now.before;
        return now.allows(key, stamp) && (before == null || before.allows(key, stamp));
    }

    @Override
    public synchronized void forget() {
        current();
    }

    /** Of positions in different epochs the one that was told last. */
    private static Position later(Position known, Position told) {
        return known.reflects(told) ? known : told;
    }

    private Generation current() {
        long time = clock.millis();
        Generation now = present;
        if (time - now.since >= window && isTold.getAsBoolean()) {
            now.before = null;
            present = new Generation(time, now);
        }
        return present;
    }

    private static final class Generation {

        private final long since;
        private final Map<String, Position> keys = new ConcurrentHashMap<>();
        private final Map<Integer, Position> floors = new ConcurrentHashMap<>();
        private volatile @Nullable Generation before;

        Generation(long since, @Nullable Generation before) {
            this.since = since;
            this.before = before;
        }

        boolean allows(String key, Position stamp) {
            Position changed = keys.get(key);
            Position floor = floors.get(stamp.partition());
            return (changed == null || stamp.reflects(changed)) && (floor == null || stamp.reflects(floor));
        }
    }
}
