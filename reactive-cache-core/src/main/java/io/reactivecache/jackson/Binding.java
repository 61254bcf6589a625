package io.reactivecache.jackson;

import java.lang.reflect.Type;
import java.util.Objects;
import java.util.function.IntFunction;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;

/**
 * What a codec is made of.
 *
 * @param mappers gives the mapper for a limit in bytes
 * @param mapper the mapper for this limit
 * @param type the type of the values
 * @param schema its version
 * @param fingerprint of its structure
 * @param maxBytes the limit
 */
record Binding(
        IntFunction<? extends ObjectMapper> mappers,
        ObjectMapper mapper,
        Type type,
        int schema,
        int fingerprint,
        int maxBytes) {

    private static final int DEFAULT_MAX_BYTES = 16 << 20;

    /** Values of a type, by mappers of ours. */
    static Binding of(IntFunction<? extends ObjectMapper> mappers, Type type) {
        ObjectMapper mapper = mappers.apply(DEFAULT_MAX_BYTES);
        int fingerprint = TypeStructure.fingerprint(mapper, mapper.constructType(type));
        return new Binding(mappers, mapper, type, 0, fingerprint, DEFAULT_MAX_BYTES);
    }

    /**
     * Values of a type, by a mapper that is given.
     *
     * @throws IllegalArgumentException if the schema is out of range, or the mapper would take types from the bytes
     */
    static Binding of(ObjectMapper mapper, Type type, int schema) {
        if (schema < 0 || schema > 0xFFFF) {
            throw new IllegalArgumentException("schema: " + schema + " (expected: 0 to 65535)");
        }
        checkTyping(Objects.requireNonNull(mapper, "mapper"));
        return of(maxBytes -> mapper, type).withSchema(schema);
    }

    private static void checkTyping(ObjectMapper mapper) {
        JavaType any = mapper.constructType(Object.class);
        if (mapper.deserializationConfig().getDefaultTyper(any) != null) {
            throw new IllegalArgumentException("mapper: with default typing (expected: without)");
        }
    }

    private Binding withSchema(int other) {
        return new Binding(mappers, mapper, type, other, fingerprint, maxBytes);
    }

    Binding withFingerprint(int other) {
        return new Binding(mappers, mapper, type, schema, other, maxBytes);
    }

    Binding withMaxBytes(int other) {
        return new Binding(mappers, mappers.apply(other), type, schema, fingerprint, other);
    }
}
