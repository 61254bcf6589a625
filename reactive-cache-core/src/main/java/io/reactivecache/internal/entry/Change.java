package io.reactivecache.internal.entry;

import io.reactivecache.Effect;
import io.reactivecache.spi.Token;
import java.time.Duration;

/** What a record of the log says: entries of a cache have changed. */
public sealed interface Change {

    /** The name of the cache. */
    String cache();

    /** The write that changed them. */
    Token token();

    /**
     * True if the remote tier was told before the record was appended. If not, whoever can reach it has to see to it: the
     * writer may be cut off from it.
     */
    boolean isClosed();

    /**
     * One key has changed.
     *
     * @param key the key as it is written down
     * @param effect what becomes of its entry
     */
    record OfKey(String cache, String key, Token token, Effect effect, boolean isClosed) implements Change {

        /** A key is to be removed, and the remote tier was told. */
        public OfKey(String cache, String key, Token token) {
            this(cache, key, token, Effect.REMOVE, true);
        }
    }

    /**
     * One key may change at any moment, and is removed: until the next record of this write, or until time is up, nothing is
     * kept of it.
     *
     * @param key the key as it is written down
     * @param lasts how long after the record was applied, in whole milliseconds
     */
    record Fenced(String cache, String key, Token token, Duration lasts) implements Change {

        /** The remote tier is told before, or there is no such record. */
        @Override
        public boolean isClosed() {
            return true;
        }

        /** The key is to be removed now. */
        public OfKey removal() {
            return new OfKey(cache, key, token);
        }
    }

    /**
     * All entries have changed that a marker means. There is a record in every partition.
     *
     * @param marker which entries, and what becomes of them
     */
    record Wide(String cache, MarkerId marker, Token token, boolean isClosed) implements Change {}
}
