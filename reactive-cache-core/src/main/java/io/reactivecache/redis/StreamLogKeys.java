package io.reactivecache.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of a log: a hash, and a stream for each partition. All are in one slot of a cluster, where scripts and reads over
 * several of them can be made.
 */
final class StreamLogKeys {

    private final String hash;
    private final byte[] hashName;

    StreamLogKeys(String name) {
        this.hash = "{" + name + "}:log";
        this.hashName = bytes(hash);
    }

    /** The hash. */
    byte[] hash() {
        return hashName.clone();
    }

    /** The stream of a partition. */
    byte[] stream(int partition) {
        return bytes(hash + ':' + partition);
    }

    /** The partition of a stream. */
    int partition(byte[] stream) {
        int digits = hashName.length + 1;
        return Integer.parseInt(
                new String(Arrays.copyOfRange(stream, digits, stream.length), StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
