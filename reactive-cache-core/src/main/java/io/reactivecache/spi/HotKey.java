package io.reactivecache.spi;

import java.util.Objects;

/**
 * A key that is read often.
 *
 * @param key the key
 * @param reads how often it was read lately, at least, as far as reads were counted
 */
public record HotKey<K>(K key, long reads) {

    public HotKey {
        Objects.requireNonNull(key, "key");
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "HotKey[reads=" + reads + "]";
    }
}
