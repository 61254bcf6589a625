package io.reactivecache.msgpack;

import java.io.IOException;
import org.msgpack.core.MessagePacker;

/** Writes a value as MessagePack. Safe to use from many threads. */
@FunctionalInterface
public interface Packing<V> {

    /** Writes all of a value, as {@link Unpacking} reads it. */
    void pack(MessagePacker packer, V value) throws IOException;
}
