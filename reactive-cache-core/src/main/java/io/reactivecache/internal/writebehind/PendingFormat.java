package io.reactivecache.internal.writebehind;

import io.reactivecache.Durability;
import io.reactivecache.internal.entry.KeptWrite;
import io.reactivecache.internal.entry.PayloadFormat;
import io.reactivecache.internal.entry.WriteFormat;
import io.reactivecache.internal.entry.WriteTerms;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Writes of one cache as entries of a journal. */
public final class PendingFormat<K, V> {

    /** What a write takes besides its key and value: the objects that hold it. */
    private static final long OVERHEAD = 200;

    private final String cache;
    private final Function<String, K> keys;
    private final PayloadFormat<V> payloads;
    private final ToIntFunction<? super V> sizer;

    /**
     * The format.
     *
     * @param keys gives the key that was written down so
     * @param sizer estimates the bytes of a value that is not written down
     */
    public PendingFormat(
            String cache, Function<String, K> keys, PayloadFormat<V> payloads, ToIntFunction<? super V> sizer) {
        this.cache = cache;
        this.keys = keys;
        this.payloads = payloads;
        this.sizer = sizer;
    }

    String cache() {
        return cache;
    }

    /** The bytes a write takes in memory, about. */
    long size(Pending<K, V> write) {
        return OVERHEAD
                + write.encoded().length()
                + (write.value().isPresent()
                        ? Math.max(0, sizer.applyAsInt(write.value().get()))
                        : 0);
    }

    /** The bytes a write takes in memory that is so long when it is written down, about. */
    long size(byte[] entry) {
        return OVERHEAD + entry.length;
    }

    /**
     * The write as it is written down.
     *
     * @throws RuntimeException whatever the codec throws
     */
    byte[] encode(Pending<K, V> write) {
        return WriteFormat.encode(new KeptWrite(
                cache,
                write.encoded(),
                write.token(),
                write.value().map(payloads::encode),
                write.terms(),
                write.acceptedAt()));
    }

    /**
     * The write that was kept so. What another node was built with, or this one before, and this one is not, it does without: the
     * codec a write asked for is replaced by the usual one.
     *
     * @throws RuntimeException if it is of another cache, or key or value cannot be read
     */
    Pending<K, V> decode(KeptWrite kept) {
        if (!kept.cache().equals(cache)) {
            throw new IllegalArgumentException("write: of another cache (expected: of this one)");
        }
        return new Pending<>(
                keys.apply(kept.key()),
                kept.key(),
                kept.payload().map(payloads::decode),
                kept.token(),
                Durability.DEFERRED,
                readable(kept.terms()),
                kept.acceptedAt());
    }

    private WriteTerms readable(WriteTerms terms) {
        boolean isReadable =
                terms.keep().form().codec().filter(id -> !payloads.has(id)).isEmpty();
        return isReadable
                ? terms
                : new WriteTerms(terms.priority(), terms.keep().usualForm());
    }
}
