package io.reactivecache.jackson;

import io.reactivecache.spi.Codec;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values as JSON in UTF-8. Types come from the codec, never from the bytes: there is no default typing. What follows the
 * value in the bytes, and properties the type does not have, make them unreadable (a miss) rather than half read.
 */
public final class JsonCodec<V> implements Codec<V> {

    private static final int ID = 1;

    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final int schema;

    private JsonCodec(JsonMapper mapper, JavaType type, int schema) {
        this.writer = mapper.writerFor(type);
        this.reader = mapper.readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.schema = schema;
    }

    /** A codec for a plain type. */
    public static <V> JsonCodec<V> of(Class<V> type) {
        JsonMapper mapper = mapper();
        return new JsonCodec<>(mapper, mapper.constructType(type), 0);
    }

    /** A codec for a generic type. */
    public static <V> JsonCodec<V> of(TypeReference<V> type) {
        JsonMapper mapper = mapper();
        return new JsonCodec<>(mapper, mapper.constructType(type), 0);
    }

    /** A codec for a generic type, with a mapper of your own, whose settings decide, and a version of the schema, 0 to 65535. */
    public static <V> JsonCodec<V> of(JsonMapper mapper, TypeReference<V> type, int schema) {
        if (schema < 0 || schema > 0xFFFF) {
            throw new IllegalArgumentException("schema: " + schema + " (expected: 0 to 65535)");
        }
        return new JsonCodec<>(Objects.requireNonNull(mapper, "mapper"), mapper.constructType(type), schema);
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public int schema() {
        return schema;
    }

    @Override
    public byte[] encode(V value) {
        return writer.writeValueAsBytes(value);
    }

    @Override
    public V decode(byte[] bytes) {
        V value = reader.readValue(bytes);
        return Objects.requireNonNull(value, "value");
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }
}
