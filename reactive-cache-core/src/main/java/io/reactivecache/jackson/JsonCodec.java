package io.reactivecache.jackson;

import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values as JSON in UTF-8, which people can read. Types come from the codec, never from the bytes: there is no default typing, and a mapper that has it is refused. What
 * follows the value in the bytes, properties the type does not have, and more than 64 levels of nesting make them unreadable
 * (a miss) rather than half read.
 */
public final class JsonCodec<V> extends JacksonCodec<V, JsonCodec<V>> {

    private static final int ID = 1;

    private JsonCodec(Binding binding) {
        super(binding);
    }

    /** A codec for a plain type. */
    public static <V> JsonCodec<V> of(Class<V> type) {
        return new JsonCodec<>(Binding.of(JsonCodec::mapper, type));
    }

    /** A codec for a generic type. */
    public static <V> JsonCodec<V> of(TypeReference<V> type) {
        return new JsonCodec<>(Binding.of(JsonCodec::mapper, type.getType()));
    }

    /**
     * A codec for a generic type, with a mapper of your own, whose settings and constraints decide, and a version of the
     * schema, 0 to 65535.
     *
     * @throws IllegalArgumentException if the schema is out of range, or the mapper has default typing
     */
    public static <V> JsonCodec<V> of(JsonMapper mapper, TypeReference<V> type, int schema) {
        return new JsonCodec<>(Binding.of(mapper, type.getType(), schema));
    }

    @Override
    JsonCodec<V> with(Binding other) {
        return new JsonCodec<>(other);
    }

    @Override
    public int id() {
        return ID;
    }

    private static JsonMapper mapper(int maxBytes) {
        return Limits.strict(JsonMapper.builder(
                Limits.bounded(JsonFactory.builder(), maxBytes).build()));
    }
}
