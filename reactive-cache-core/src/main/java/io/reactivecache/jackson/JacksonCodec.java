package io.reactivecache.jackson;

import io.reactivecache.InvalidEntryException;
import io.reactivecache.spi.Codec;
import java.io.OutputStream;
import java.util.Objects;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * What the codecs of this package have in common: all but the format. That nothing follows a value is checked here and not by
 * Jackson, which looks for another token and so passes over white space and over whatever stands behind the mark that ends a
 * document of Smile.
 */
abstract class JacksonCodec<V, C extends JacksonCodec<V, C>> implements Codec<V> {

    private final Binding binding;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    JacksonCodec(Binding binding) {
        this.binding = binding;
        ObjectMapper mapper = binding.mapper();
        this.writer = mapper.writerFor(mapper.constructType(binding.type()));
        this.reader = mapper.readerFor(mapper.constructType(binding.type()))
                .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** The same codec with another binding. */
    abstract C with(Binding other);

    /**
     * The same codec with a limit of its own on the bytes of a value: a larger one is neither written nor read. Defaults to
     * 16 MiB.
     *
     * @param maxBytes 1 or more
     */
    public final C withMaxBytes(int maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: >= 1)");
        }
        return with(binding.withMaxBytes(maxBytes));
    }

    /** The same codec with a fingerprint of your choice, in place of that of the type's structure. */
    public final C withFingerprint(int fingerprint) {
        return with(binding.withFingerprint(fingerprint));
    }

    /**
     * The same codec without a fingerprint: bytes of another structure of the type are read as far as Jackson can read them.
     * Both the writers and the readers of a value must do without.
     */
    public final C withoutFingerprint() {
        return withFingerprint(0);
    }

    @Override
    public final int schema() {
        return binding.schema();
    }

    /**
     * {@inheritDoc}
     *
     * <p>It is derived from the names and types of the properties Jackson writes, of the type and of all types in it; not
     * from their order, nor from the names of classes that have properties. What only shows at run time, such as a subclass
     * that no annotation names, does not count.
     */
    @Override
    public final int fingerprint() {
        return binding.fingerprint();
    }

    @Override
    public final byte[] encode(V value) {
        byte[] bytes = writer.writeValueAsBytes(value);
        checkSize(bytes);
        return bytes;
    }

    @Override
    public final V decode(byte[] bytes) {
        checkSize(bytes);
        try (JsonParser parser = reader.createParser(bytes)) {
            V value = reader.readValue(parser);
            int rest = parser.releaseBuffered(OutputStream.nullOutputStream());
            if (rest != 0) {
                throw new StreamReadException(parser, "bytes after the value: " + rest + " (expected: 0)");
            }
            return Objects.requireNonNull(value, "value");
        }
    }

    private void checkSize(byte[] bytes) {
        if (bytes.length > binding.maxBytes()) {
            throw new InvalidEntryException("value", bytes.length + " bytes", "<= " + binding.maxBytes() + " bytes");
        }
    }
}
