package io.reactivecache.internal.tier;

import io.reactivecache.Position;
import java.util.function.Predicate;

/** As long as a change of a key waits to be announced nobody knows its position: no remote value of the key is good here. */
public record QueuedChanges(Predicate<String> queued, RecentChanges recent) implements RecentChanges {

    @Override
    public void changed(String key, Position record) {
        recent.changed(key, record);
    }

    @Override
    public void allChanged(Position record) {
        recent.allChanged(record);
    }

    @Override
    public boolean allows(String key, Position stamp) {
        return !queued.test(key) && recent.allows(key, stamp);
    }

    @Override
    public void forget() {
        recent.forget();
    }
}
