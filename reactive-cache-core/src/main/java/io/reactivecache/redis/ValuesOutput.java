package io.reactivecache.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The reply to an MGET: as many values as there were keys; null where there is none. */
final class ValuesOutput extends CommandOutput<byte[], byte[], byte[][]> {

    private int arrived;

    ValuesOutput(int keys) {
        super(ByteArrayCodec.INSTANCE, new byte[keys][]);
    }

    @Override
    public void multi(int count) {
        if (count != output.length) {
            setError("ERR values: " + count + " (expected: " + output.length + ")");
        }
    }

    @Override
    @SuppressWarnings("NullAway") // an array of nullable arrays
    public void set(@Nullable ByteBuffer value) {
        if (!hasError()) {
            output[arrived++] = value == null ? null : ByteArrayCodec.INSTANCE.decodeValue(value);
        }
    }
}
