package io.reactivecache.msgpack;

import io.reactivecache.spi.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.util.Objects;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePack.UnpackerConfig;

/**
 * Values as MessagePack, written and read by functions of yours, which no reflection has a part in. Bytes after the value,
 * text that is not UTF-8, and sizes larger than what is left make them unreadable (a miss). The functions are all there is
 * to tell the structure of a value, so the version of the schema must change whenever they do.
 */
public final class MessagePackCodec<V> implements Codec<V> {

    private static final int ID = 4;
    private static final UnpackerConfig STRICT = new UnpackerConfig()
            .withActionOnMalformedString(CodingErrorAction.REPORT)
            .withActionOnUnmappableString(CodingErrorAction.REPORT);

    private final int schema;
    private final Packing<? super V> writer;
    private final Unpacking<? extends V> reader;

    private MessagePackCodec(int schema, Packing<? super V> writer, Unpacking<? extends V> reader) {
        this.schema = schema;
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * A codec of two functions that belong together.
     *
     * @param schema the version of what they write and read, 0 to 65535
     */
    public static <V> MessagePackCodec<V> of(int schema, Packing<? super V> writer, Unpacking<? extends V> reader) {
        if (schema < 0 || schema > 0xFFFF) {
            throw new IllegalArgumentException("schema: " + schema + " (expected: 0 to 65535)");
        }
        return new MessagePackCodec<>(
                schema, Objects.requireNonNull(writer, "writer"), Objects.requireNonNull(reader, "reader"));
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
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            writer.pack(packer, value);
            return packer.toByteArray();
        } catch (IOException impossible) { // a buffer in memory has none
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public V decode(byte[] bytes) {
        try (BoundedUnpacker unpacker = new BoundedUnpacker(bytes, STRICT)) {
            V value = reader.unpack(unpacker);
            if (unpacker.hasNext()) {
                throw new IllegalArgumentException("bytes after the value: some (expected: none)");
            }
            return Objects.requireNonNull(value, "value");
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
