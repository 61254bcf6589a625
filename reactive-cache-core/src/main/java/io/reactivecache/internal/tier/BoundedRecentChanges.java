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
 * <p>Generations change only while the remote store is reachable: a close that could not reach it may be repeated as
 * soon as it is back, and until then the old value it kept must be refused.
 *
 * <p>Written by the follower alone, read by everyone.
 */
public final class BoundedRecentChanges implements RecentChanges {

    private final int maxKeys;
    private final long window;
    private final InstantSource clock;
    private final BooleanSupplier reachable;
    private volatile Generation present = new Generation(0, null);

    /**
     * Remembers nothing yet.
     *
     * @param maxKeys how many keys a generation holds
     * @param window how long a change is remembered at least
     * @param reachable tells whether the remote store answers now
     */
    public BoundedRecentChanges(int maxKeys, Duration window, InstantSource clock, BooleanSupplier reachable) {
        this.maxKeys = maxKeys;
        this.window = window.toMillis();
        this.clock = clock;
        this.reachable = reachable;
        this.present = new Generation(clock.millis(), null);
    }

    @Override
    public void changed(String key, Position record) {
        Generation now = current();
        if (now.keys.size() < maxKeys || now.keys.containsKey(key)) {
            now.keys.put(key, record);
        } else {
            now.floors.put(record.partition(), record);
        }
    }

    @Override
    public void allChanged(Position record) {
        current().floors.put(record.partition(), record);
    }

    @Override
    public boolean allows(String key, Position stamp) {
        Generation now = present;
        Generation before = now.before;
        return now.allows(key, stamp) && (before == null || before.allows(key, stamp));
    }

    private Generation current() {
        long time = clock.millis();
        Generation now = present;
        if (time - now.since >= window && reachable.getAsBoolean()) {
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
