package io.reactivecache.redis;

import java.util.Collection;
import java.util.List;

/**
 * How the keys of a store are named in Redis, and what follows from that. No two texts have the same name, and names
 * that begin alike belong to texts that do.
 */
interface KeyForm {

    /** On one server: the text itself. */
    KeyForm PLAIN = new PlainKeys();

    /** On a cluster: with the part that says the slot in braces. */
    KeyForm TAGGED = new TaggedKeys();

    /**
     * The key of a text.
     *
     * @throws io.reactivecache.InvalidKeyException if it is not valid Unicode
     */
    RedisKey key(String text);

    /** The text of a name. */
    String text(byte[] name);

    /** What the names of all texts begin with that begin with a text. */
    String beginning(String prefix);

    /** Divides reads into those that may go as one command. */
    Collection<List<WaitingRead<?>>> together(List<WaitingRead<?>> reads);

    /**
     * What a table has to be of, so that it is not taken for what it was: the life of its server, where values
     * outlive that.
     */
    byte[] life(long generation);
}
