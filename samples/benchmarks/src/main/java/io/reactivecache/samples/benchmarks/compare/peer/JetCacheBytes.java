package io.reactivecache.samples.benchmarks.compare.peer;

import com.alicp.jetcache.CacheValueHolder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What JetCache stores: both times of the holder of a string, then the string as it is. */
final class JetCacheBytes {

    private static final int TIMES = 2 * Long.BYTES;

    private JetCacheBytes() {}

    static byte[] encode(Object value) {
        CacheValueHolder<?> holder = (CacheValueHolder<?>) value;
        byte[] text = ((String) holder.getValue()).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(TIMES + text.length)
                .putLong(holder.getExpireTime())
                .putLong(holder.getAccessTime())
                .put(text)
                .array();
    }

    static Object decode(byte[] bytes) {
        ByteBuffer stored = ByteBuffer.wrap(bytes);
        CacheValueHolder<String> holder = new CacheValueHolder<>();
        holder.setExpireTime(stored.getLong());
        holder.setAccessTime(stored.getLong());
        holder.setValue(new String(bytes, TIMES, bytes.length - TIMES, StandardCharsets.UTF_8));
        return holder;
    }
}
