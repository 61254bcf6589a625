package io.reactivecache.spi;

/** Turns values into bytes and back. Safe to use from many threads; may use the CPU, must not block. */
public interface Codec<V> {

    /** Identifies the format, 0 to 255; stored with each value, and a value of another format is a miss. */
    int id();

    /** The version of the values' schema, 0 to 65535; a value of another version is a miss. */
    default int schema() {
        return 0;
    }

    /** The bytes of a value; any exception means that the value is not kept in the remote tier. */
    byte[] encode(V value);

    /** The value of such bytes; any exception means a miss. */
    V decode(byte[] bytes);
}
