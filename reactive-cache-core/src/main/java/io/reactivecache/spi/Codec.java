package io.reactivecache.spi;

/**
 * Turns values into bytes and back. Safe to use from many threads; may use the CPU, must not block.
 *
 * <p>Bytes come from a store that others can write to. Whatever they are, {@code decode} must come to a value or an
 * exception, must not change them, and must allocate no more than in proportion to their number: a length they claim is not
 * to be believed. Ids, schema and fingerprint never change during the life of a codec.
 */
public interface Codec<V> {

    /**
     * Identifies the format, 0 to 255; stored with each value, and a value of another format is a miss. The library's own
     * are below 64.
     */
    int id();

    /** The version of the values' schema, 0 to 65535; a value of another version is a miss. */
    default int schema() {
        return 0;
    }

    /**
     * A fingerprint of the structure of the values' type: equal for equal structures, whatever the JVM. A value of another
     * fingerprint is a miss, so that values of an older form of a type are loaded anew and not half read. 0 for none.
     */
    default int fingerprint() {
        return 0;
    }

    /** The bytes of a value, not used by the codec from then on; any exception means that the value is not kept remotely. */
    byte[] encode(V value);

    /** The value of such bytes, never {@code null}; any exception means a miss. */
    V decode(byte[] bytes);
}
