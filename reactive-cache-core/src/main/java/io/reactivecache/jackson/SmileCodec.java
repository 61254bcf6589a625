package io.reactivecache.jackson;

import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.smile.SmileFactory;
import tools.jackson.dataformat.smile.SmileMapper;

/**
 * Values as Smile, the binary form of JSON that Jackson itself defines: names are written once. As strict as {@link JsonCodec}.
 */
public final class SmileCodec<V> extends JacksonCodec<V, SmileCodec<V>> {

    private static final int ID = 2;

    private SmileCodec(Binding binding) {
        super(binding);
    }

    /** A codec for a plain type. */
    public static <V> SmileCodec<V> of(Class<V> type) {
        return new SmileCodec<>(Binding.of(SmileCodec::mapper, type));
    }

    /** A codec for a generic type. */
    public static <V> SmileCodec<V> of(TypeReference<V> type) {
        return new SmileCodec<>(Binding.of(SmileCodec::mapper, type.getType()));
    }

    /**
     * A codec for a generic type, with a mapper of your own, whose settings and constraints decide, and a version of the
     * schema, 0 to 65535.
     *
     * @throws IllegalArgumentException if the schema is out of range, or the mapper has default typing
     */
    public static <V> SmileCodec<V> of(SmileMapper mapper, TypeReference<V> type, int schema) {
        return new SmileCodec<>(Binding.of(mapper, type.getType(), schema));
    }

    @Override
    SmileCodec<V> with(Binding other) {
        return new SmileCodec<>(other);
    }

    @Override
    public int id() {
        return ID;
    }

    private static SmileMapper mapper(int maxBytes) {
        return Limits.strict(SmileMapper.builder(
                Limits.bounded(SmileFactory.builder(), maxBytes).build()));
    }
}
