package io.reactivecache.internal.write;

import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.spi.Token;

/**
 * One wide invalidation on its way down the path.
 *
 * @param marker which entries it means, and what becomes of them
 * @param token identifies it over all nodes
 * @param partitions how many partitions the log has; 0 if this node has never reached it
 * @param isClosed true if the remote tier was told
 */
public record WideWrite(MarkerId marker, Token token, int partitions, boolean isClosed) {

    boolean hasPlace() {
        return partitions > 0;
    }

    WideWrite closed() {
        return new WideWrite(marker, token, partitions, true);
    }
}
