package io.reactivecache.internal.tier;

import io.reactivecache.Position;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers of each key where it was last changed for as long as the writer may still be about to settle it: whoever reads the
 * remote store to go on from what is there has to find at least that. Later the writer has settled it or never will.
 *
 * <p>Two generations of at most so many keys each; where there is no room for a key its partition counts as changed. What has
 * been remembered for long enough counts for nothing, and goes with a later change.
 */
public final class LastChanges implements RecentChanges {

    private final int maxKeys;
    private final long window;
    private final InstantSource clock;
    private final RecentChanges recent;
    private Map<String, Noted> present = new HashMap<>();
    private Map<String, Noted> before = new HashMap<>();
    private final Map<Integer, Noted> floors = new HashMap<>();
    private long since;

    /**
     * Remembers nothing yet.
     *
     * @param window how long a writer may take to settle what he has announced
     * @param recent hears of everything too
     */
    public LastChanges(int maxKeys, Duration window, InstantSource clock, RecentChanges recent) {
        this.maxKeys = maxKeys;
        this.window = window.toMillis();
        this.clock = clock;
        this.recent = recent;
        this.since = clock.millis();
    }

    private record Noted(Position position, long time) {

        Noted orLater(Noted told) {
            return position.reflects(told.position) ? this : told;
        }
    }

    @Override
    public void changed(String key, Position record) {
        note(key, record);
        recent.changed(key, record);
    }

    private synchronized void note(String key, Position record) {
        Noted noted = new Noted(record, clock.millis());
        turnOver(noted.time);
        if (present.size() < maxKeys || present.containsKey(key)) {
            present.merge(key, noted, Noted::orLater);
        } else {
            floors.merge(record.partition(), noted, Noted::orLater);
        }
    }

    private void turnOver(long now) {
        if (now - since >= window) {
            before = present;
            present = new HashMap<>();
            since = now;
        }
    }

    @Override
    public void allChanged(Position record) {
        noteAll(record);
        recent.allChanged(record);
    }

    private synchronized void noteAll(Position record) {
        floors.merge(record.partition(), new Noted(record, clock.millis()), Noted::orLater);
    }

    @Override
    public boolean allows(String key, Position stamp) {
        return recent.allows(key, stamp);
    }

    @Override
    public void forget() {
        recent.forget();
    }

    /** The last change of a key in a partition that may not be settled yet. */
    public synchronized Optional<Position> unsettled(String key, int partition) {
        long from = clock.millis() - window;
        Optional<Noted> noted = Optional.ofNullable(present.get(key)).or(() -> Optional.ofNullable(before.get(key)));
        Optional<Noted> floor = Optional.ofNullable(floors.get(partition));
        return noted.flatMap(own -> floor.map(own::orLater).or(() -> noted))
                .or(() -> floor)
                .filter(last -> last.time > from)
                .map(Noted::position);
    }
}
