package io.reactivecache.internal.tier;

import io.reactivecache.Position;

/**
 * The keys of recently applied records. A remote value that is older than the last change this node applied must not be
 * used, even if the remote store missed that the key was closed.
 */
public interface RecentChanges {

    /** Remembers nothing: for caches without a remote tier. */
    RecentChanges NONE = new RecentChanges() {
        @Override
        public void changed(String key, Position record) {}

        @Override
        public void allChanged(Position record) {}

        @Override
        public boolean allows(String key, Position stamp) {
            return true;
        }

        @Override
        public void forget() {}
    };

    /** Remembers that a key was changed by the record at a position. */
    void changed(String key, Position record);

    /** Remembers that any key of the position's partition may have been changed up to it. */
    void allChanged(Position record);

    /** True if a remote value of this stamp reflects every change of the key that is remembered. */
    boolean allows(String key, Position stamp);

    /** Forgets what was remembered for long enough. To be called from time to time: a change does it too, but there may be none. */
    void forget();
}
