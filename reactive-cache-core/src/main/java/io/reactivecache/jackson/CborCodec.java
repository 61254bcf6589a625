package io.reactivecache.jackson;

import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Values as CBOR (RFC 8949), a binary form that other languages read too. As strict as {@link JsonCodec}.
 */
public final class CborCodec<V> extends JacksonCodec<V, CborCodec<V>> {

    private static final int ID = 3;

    private CborCodec(Binding binding) {
        super(binding);
    }

    /** A codec for a plain type. */
    public static <V> CborCodec<V> of(Class<V> type) {
        return new CborCodec<>(Binding.of(CborCodec::mapper, type));
    }

    /** A codec for a generic type. */
    public static <V> CborCodec<V> of(TypeReference<V> type) {
        return new CborCodec<>(Binding.of(CborCodec::mapper, type.getType()));
    }

    /**
     * A codec for a generic type, with a mapper of your own, whose settings and constraints decide, and a version of the
     * schema, 0 to 65535.
     *
     * @throws IllegalArgumentException if the schema is out of range, or the mapper has default typing
     */
    public static <V> CborCodec<V> of(CBORMapper mapper, TypeReference<V> type, int schema) {
        return new CborCodec<>(Binding.of(mapper, type.getType(), schema));
    }

    @Override
    CborCodec<V> with(Binding other) {
        return new CborCodec<>(other);
    }

    @Override
    public int id() {
        return ID;
    }

    private static CBORMapper mapper(int maxBytes) {
        return Limits.strict(CBORMapper.builder(
                Limits.bounded(CBORFactory.builder(), maxBytes).build()));
    }
}
