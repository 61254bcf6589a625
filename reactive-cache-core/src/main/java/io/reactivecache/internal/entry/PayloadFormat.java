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
import org.jspecify.annotations.Nullable;

/**
 * Values as payloads: by the first of some codecs unless a write says otherwise, compressed if that is worth it. Reads what any
 * of the codecs wrote under any compression it was given, so that nodes can change to another one without losing what is stored.
 */
public final class PayloadFormat<V> {

    /** A compressed form is kept if it has at most this part of the plain bytes, in per cent: less is not worth restoring. */
    static final int WORTH_PERCENT = 90;

    private static final int PLAIN = Compression.NONE.id();

    private final Described<V> usual;
    private final Map<Integer, Described<V>> forms;
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
        this.usual = Described.of(codecs.get(0));
        this.forms = codecs.stream().map(Described::of).collect(Collectors.toMap(Described::id, Function.identity()));
        this.compression = compressions.isEmpty() ? Compression.NONE : compressions.get(0);
        this.readable = compressions.stream().collect(Collectors.toMap(Compression::id, Function.identity()));
        this.threshold = threshold;
        this.maxBytes = maxBytes;
    }

    /** A codec and what it says of itself, which never changes: each value that is read is compared with it. */
    private record Described<V>(Codec<V> codec, int id, int schema, int fingerprint) {

        static <V> Described<V> of(Codec<V> codec) {
            return new Described<>(codec, codec.id(), codec.schema(), codec.fingerprint());
        }

        boolean wrote(Payload payload) {
            return payload.schema() == schema && payload.fingerprint() == fingerprint;
        }

        Payload payload(Compression used, byte[] bytes) {
            return new Payload(id, used.id(), schema, fingerprint, bytes);
        }
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
        Described<V> own = form.codec().map(this::known).orElse(usual);
        byte[] plain = written(own.codec, value);
        if (plain.length > maxBytes) {
            throw new InvalidEntryException("value", plain.length + " bytes", "<= " + maxBytes + " bytes");
        }
        boolean small = form.compressed().orElse(plain.length >= threshold);
        return small ? smallest(own, plain) : own.payload(Compression.NONE, plain);
    }

    /** True if there is a codec of this id. */
    public boolean has(int codec) {
        return forms.containsKey(codec);
    }

    private Described<V> known(int codec) {
        Described<V> known = find(codec);
        if (known == null) {
            throw new IllegalArgumentException("codec: " + codec + " (expected: one the cache was built with)");
        }
        return known;
    }

    private @Nullable Described<V> find(int codec) {
        return codec == usual.id ? usual : forms.get(codec);
    }

    private static <V> byte[] written(Codec<V> codec, V value) {
        try {
            return codec.encode(value);
        } catch (StackOverflowError tooDeep) {
            throw tooDeep();
        }
    }

    private Payload smallest(Described<V> form, byte[] plain) {
        byte[] compressed = compression.compress(plain);
        return compressed.length * 100L <= plain.length * (long) WORTH_PERCENT
                ? form.payload(compression, compressed)
                : form.payload(Compression.NONE, plain);
    }

    /** True if a payload was written by one of the codecs, for this structure of values, under a compression this format has. */
    public boolean reads(Payload payload) {
        Described<V> form = find(payload.codec());
        return form != null
                && form.wrote(payload)
                && (payload.compression() == PLAIN || readable.containsKey(payload.compression()));
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
            return Objects.requireNonNull(known(payload.codec()).codec.decode(plain(payload)), "value");
        } catch (StackOverflowError tooDeep) {
            throw tooDeep();
        }
    }

    private byte[] plain(Payload payload) {
        byte[] plain = compression(payload.compression()).decompress(payload.bytes(), maxBytes);
        if (plain.length > maxBytes) {
            throw new IllegalArgumentException(
                    "value: " + plain.length + " bytes (expected: <= " + maxBytes + " bytes)");
        }
        return plain;
    }

    private Compression compression(int id) {
        return id == PLAIN ? Compression.NONE : readable.getOrDefault(id, Compression.NONE);
    }

    /** An error of the stack would pass through every operator on its way, as no exception does. */
    private static InvalidEntryException tooDeep() {
        return new InvalidEntryException("value", "nested too deeply", "fits the stack");
    }
}
