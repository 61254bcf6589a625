package io.reactivecache.internal.write;

import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.spi.Token;

/**
 * One wide invalidation on its way down the path.
 *
 * @param marker which entries it means, and what becomes of them
 * @param token identifies it over all nodes
 * @param partitions how many partitions the log has
 * @param isClosed true if the remote tier was told
 */
public record WideWrite(MarkerId marker, Token token, int partitions, boolean isClosed) {

    WideWrite closed() {
        return new WideWrite(marker, token, partitions, true);
    }
}
