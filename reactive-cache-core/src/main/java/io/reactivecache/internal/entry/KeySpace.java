package io.reactivecache.internal.entry;

import io.reactivecache.InvalidKeyException;
import io.reactivecache.spi.KeyCodec;
import io.reactivecache.spi.KeyCodecs;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Gives keys their addresses. The partition is the CRC-32C of the key as written down, modulo the number of partitions;
 * the name in the remote store is {@code namespace:partition:key}, the namespace escaped as keys are, so that no key of
 * one cache can be mistaken for one of another.
 */
public final class KeySpace<K> {

    private final String namespace;
    private final KeyCodec<K> codec;
    private final int maxLength;
    private volatile String[] prefixes = {};

    public KeySpace(String cache, KeyCodec<K> codec, int maxLength) {
        this.namespace = KeyCodecs.strings().encode(cache);
        this.codec = codec;
        this.maxLength = maxLength;
    }

    /**
     * The key as it is written down.
     *
     * @throws InvalidKeyException if it cannot be, or is too long
     */
    public String encode(K key) {
        String encoded = codec.encode(key);
        if (encoded.length() > maxLength) {
            throw new InvalidKeyException(encoded.length() + " characters encoded", "<= " + maxLength);
        }
        if (!KeyCodecs.isEncoded(encoded)) {
            throw new InvalidKeyException("a character its codec must escape", "A-Z a-z 0-9 . _ ~ - % :");
        }
        return encoded;
    }

    /**
     * The key that was written down so.
     *
     * @throws IllegalArgumentException if none was
     */
    public K decode(String encoded) {
        return codec.decode(encoded);
    }

    /** The address of an encoded key in a log of so many partitions. */
    public Address address(String encoded, int partitions) {
        int partition = partition(encoded, partitions);
        return new Address(encoded, partition, prefix(partition) + encoded);
    }

    /** What the names of the keys of a partition begin with; made once for each of those there have been. */
    private String prefix(int partition) {
        String[] known = prefixes;
        if (partition >= known.length) {
            known = Arrays.copyOf(known, partition + 1);
            for (int i = 0; i < known.length; i++) {
                known[i] = prefix() + i + ':';
            }
            prefixes = known;
        }
        return known[partition];
    }

    /** What the names of all keys begin with in the remote store. */
    public String prefix() {
        return namespace + ':';
    }

    /** The key, as it is written down, of a name in the remote store; empty if it is none of this cache. */
    public Optional<String> encodedOf(String remote) {
        int end = remote.startsWith(prefix()) ? remote.indexOf(':', prefix().length()) : -1;
        return end < 0 ? Optional.empty() : Optional.of(remote.substring(end + 1));
    }

    /** The partition of an encoded key in a log of so many. */
    public static int partition(String encoded, int partitions) {
        CRC32C crc = new CRC32C();
        crc.update(encoded.getBytes(StandardCharsets.ISO_8859_1));
        return (int) (crc.getValue() % partitions);
    }
}
