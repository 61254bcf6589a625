package io.reactivecache.internal.writebehind;

import io.reactivecache.Durability;
import io.reactivecache.KeyWrite;
import io.reactivecache.internal.entry.WriteTerms;
import io.reactivecache.spi.Token;
import java.util.Optional;
import java.util.UUID;

/**
 * A write that is applied later than it is answered.
 *
 * @param key the key
 * @param encoded the key as it is written down
 * @param value the value; empty if the key is to be deleted
 * @param token identifies the write over all nodes
 * @param durability what it has survived when it is answered: {@code DEFERRED} or {@code EVENTUAL}
 * @param terms what it does otherwise than the cache is set to
 * @param acceptedAt when it was made, in milliseconds of the clock of the node that made it
 */
public record Pending<K, V>(
        K key,
        String encoded,
        Optional<V> value,
        Token token,
        Durability durability,
        WriteTerms terms,
        long acceptedAt) {

    /** The write, for a writer; its id is made of the token. */
    public KeyWrite<K, V> asKeyWrite() {
        return new KeyWrite<>(key, value, new UUID(token.node(), token.sequence()));
    }
}
