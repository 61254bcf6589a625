package io.reactivecache.msgpack;

import java.io.IOException;
import org.msgpack.core.MessageUnpacker;

/**
 * Reads a value from MessagePack. Safe to use from many threads. The bytes may be anything; what the unpacker throws is to
 * be passed on.
 */
@FunctionalInterface
public interface Unpacking<V> {

    /**
     * Reads all of a value, as {@link Packing} wrote it.
     *
     * @param unpacker gives no size of a text, binary, array or map that the bytes which are left could not hold, so that
     *     something of that size may be allocated
     */
    V unpack(MessageUnpacker unpacker) throws IOException;
}
