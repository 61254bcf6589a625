package io.reactivecache.test.history;

import io.reactivecache.spi.Codec;
import java.nio.ByteBuffer;

/** Writes numbers as four bytes: values are not what these tests are about. */
final class IntegerCodec implements Codec<Integer> {

    private static final int ID = 200;

    @Override
    public int id() {
        return ID;
    }

    @Override
    public byte[] encode(Integer value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    @Override
    public Integer decode(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt();
    }
}
