package io.reactivecache.internal.entry;

import io.reactivecache.InvalidEntryException;
import io.reactivecache.spi.Codec;
import io.reactivecache.spi.Compression;
import io.reactivecache.spi.Payload;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Values as payloads: by the first of some codecs unless a write says otherwise, compressed if that is worth it. Reads what any
 * of the codecs wrote under any compression it was given, so that nodes can change to another one without losing what is stored.
 */
public final class PayloadFormat<V> {

    /** A compressed form is kept if it has at most this part of the plain bytes, in per cent: less is not worth restoring. */
    static final int WORTH_PERCENT = 90;

    private final Codec<V> usual;
    private final Map<Integer, Codec<V>> codecs;
    private final Compression compression;
    private final Map<Integer, Compression> readable;
    private final int threshold;
    private final int maxBytes;

    /** The format of a cache that has one codec. */
    public PayloadFormat(Codec<V> codec, List<Compression> compressions, int threshold, int maxBytes) {
        this(List.of(codec), compressions, threshold, maxBytes);
    }

    /**
     * The format of one cache.
     *
     * @param codecs at least one; the first writes what no write says otherwise of, all can be read; of different ids
     * @param compressions the first compresses, all can be read; of different ids, none of them 0
     * @param threshold the least bytes of a value that are compressed
     * @param maxBytes the most bytes of a value, as the codec writes it
     */
    public PayloadFormat(List<Codec<V>> codecs, List<Compression> compressions, int threshold, int maxBytes) {
        this.usual = codecs.get(0);
        this.codecs = codecs.stream().collect(Collectors.toMap(Codec::id, Function.identity()));
        this.compression = compressions.isEmpty() ? Compression.NONE : compressions.get(0);
        this.readable = compressions.stream().collect(Collectors.toMap(Compression::id, Function.identity()));
        this.threshold = threshold;
        this.maxBytes = maxBytes;
    }

    /** The payload of a value, written down as usual. */
    public Payload encode(V value) {
        return encode(value, Keep.Form.USUAL);
    }

    /**
     * The payload of a value.
     *
     * @throws InvalidEntryException if the value has too many bytes, or is nested deeper than the stack
     * @throws RuntimeException whatever the codec or compression throws otherwise
     */
    public Payload encode(V value, Keep.Form form) {
        Codec<V> codec = form.codec().map(this::codec).orElse(usual);
        byte[] plain = written(codec, value);
        if (plain.length > maxBytes) {
            throw new InvalidEntryException("value", plain.length + " bytes", "<= " + maxBytes + " bytes");
        }
        boolean small = form.compressed().orElse(plain.length >= threshold);
        return small ? smallest(codec, plain) : payload(codec, Compression.NONE, plain);
    }

    /** True if there is a codec of this id. */
    public boolean has(int codec) {
        return codecs.containsKey(codec);
    }

    private Codec<V> codec(int id) {
        Codec<V> codec = codecs.get(id);
        if (codec == null) {
            throw new IllegalArgumentException("codec: " + id + " (expected: one the cache was built with)");
        }
        return codec;
    }

    private static <V> byte[] written(Codec<V> codec, V value) {
        try {
            return codec.encode(value);
        } catch (StackOverflowError tooDeep) {
            throw tooDeep();
        }
    }

    private Payload smallest(Codec<V> codec, byte[] plain) {
        byte[] compressed = compression.compress(plain);
        return compressed.length * 100L <= plain.length * (long) WORTH_PERCENT
                ? payload(codec, compression, compressed)
                : payload(codec, Compression.NONE, plain);
    }

    /** True if a payload was written by one of the codecs, for this structure of values, under a compression this format has. */
    public boolean reads(Payload payload) {
        Codec<V> codec = codecs.get(payload.codec());
        return codec != null
                && payload.schema() == codec.schema()
                && payload.fingerprint() == codec.fingerprint()
                && (payload.compression() == Compression.NONE.id() || readable.containsKey(payload.compression()));
    }

    /**
     * The value of a payload.
     *
     * @throws RuntimeException if this format does not {@linkplain #reads read} it, or it is above the limit; whatever the
     *     codec or compression throws otherwise
     */
    public V decode(Payload payload) {
        if (!reads(payload)) {
            throw new IllegalArgumentException("payload: foreign (expected: written in this format)");
        }
        try {
            return Objects.requireNonNull(codec(payload.codec()).decode(plain(payload)), "value");
        } catch (StackOverflowError tooDeep) {
            throw tooDeep();
        }
    }

    private byte[] plain(Payload payload) {
        byte[] plain =
                readable.getOrDefault(payload.compression(), Compression.NONE).decompress(payload.bytes(), maxBytes);
        if (plain.length > maxBytes) {
            throw new IllegalArgumentException(
                    "value: " + plain.length + " bytes (expected: <= " + maxBytes + " bytes)");
        }
        return plain;
    }

    private static Payload payload(Codec<?> codec, Compression used, byte[] bytes) {
        return new Payload(codec.id(), used.id(), codec.schema(), codec.fingerprint(), bytes);
    }

    /** An error of the stack would pass through every operator on its way, as no exception does. */
    private static InvalidEntryException tooDeep() {
        return new InvalidEntryException("value", "nested too deeply", "fits the stack");
    }
}
