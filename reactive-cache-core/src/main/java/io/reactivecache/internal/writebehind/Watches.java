package io.reactivecache.internal.writebehind;

import java.util.ArrayList;
import java.util.List;

/** Who waits until the writes of a key are settled. Guarded by the state of the key. */
final class Watches {

    private final List<Watch> all = new ArrayList<>(0);
    private final Wakes wakes;

    Watches(Wakes wakes) {
        this.wakes = wakes;
    }

    void add(Watch watch) {
        all.add(watch);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Wakes those who wait for nothing any more, as the oldest write that is pending has this place. */
    void settled(long oldest) {
        all.removeIf(watch -> watch.isSettled(oldest, wakes));
    }

    /** Tells all that they wait in vain. */
    void end() {
        all.forEach(watch -> wakes.add(watch.ended()));
        all.clear();
    }
}
