package io.reactivecache.spi;

/**
 * Writes keys down and reads them again. Keys that are not equal must never be written the same, and
 * {@code decode(encode(key))} must equal {@code key}. The text must consist of the characters {@code A-Z a-z 0-9 . _ ~ - %}
 * and {@code :} only; {@link KeyCodecs} has codecs that escape all others. Safe to use from many threads.
 */
public interface KeyCodec<K> {

    /**
     * The text of a key.
     *
     * @throws io.reactivecache.InvalidKeyException if the key cannot be written down exactly
     */
    String encode(K key);

    /**
     * The key of such a text.
     *
     * @throws IllegalArgumentException if the text was not written by this codec
     */
    K decode(String text);
}
