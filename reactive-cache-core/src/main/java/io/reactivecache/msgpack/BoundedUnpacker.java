package io.reactivecache.msgpack;

import java.io.IOException;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessagePack.UnpackerConfig;
import org.msgpack.core.MessageSizeException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.core.buffer.ArrayBufferInput;
import org.msgpack.value.ImmutableValue;

/** Believes no size that the bytes which are left cannot hold; an element takes at least one of them. */
final class BoundedUnpacker extends MessageUnpacker {

    private static final int MAX_DEPTH = 64;

    private final int size;
    private int depth;

    BoundedUnpacker(byte[] bytes, UnpackerConfig config) {
        super(new ArrayBufferInput(bytes), config);
        this.size = bytes.length;
    }

    @Override
    public int unpackRawStringHeader() throws IOException {
        return within(super.unpackRawStringHeader(), 1);
    }

    @Override
    public int unpackBinaryHeader() throws IOException {
        return within(super.unpackBinaryHeader(), 1);
    }

    @Override
    public int unpackArrayHeader() throws IOException {
        return within(super.unpackArrayHeader(), 1);
    }

    @Override
    public int unpackMapHeader() throws IOException {
        return within(super.unpackMapHeader(), 2);
    }

    @Override
    public ExtensionTypeHeader unpackExtensionTypeHeader() throws IOException {
        ExtensionTypeHeader header = super.unpackExtensionTypeHeader();
        within(header.getLength(), 1);
        return header;
    }

    @Override
    public byte[] readPayload(int length) throws IOException {
        return super.readPayload(within(length, 1));
    }

    @Override
    public ImmutableValue unpackValue() throws IOException {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("value: nested too deeply (expected: <= " + MAX_DEPTH + " levels)");
        }
        ImmutableValue value = super.unpackValue();
        depth--;
        return value;
    }

    private int within(int count, int bytesEach) {
        if (count < 0 || (long) count * bytesEach > size - getTotalReadBytes()) {
            throw new MessageSizeException("size: more than is left (expected: <= what is left)", count);
        }
        return count;
    }
}
