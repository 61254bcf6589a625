package io.reactivecache.nats;

import io.reactivecache.CacheException;

/** Records are missing after what a tail has reached, or it cannot be told that none is. The tail begins anew. */
final class ContinuityLostException extends CacheException {

    private static final long serialVersionUID = 1L;

    ContinuityLostException(String stream) {
        super("stream: " + stream + " without the next record (expected: records without a gap)");
    }
}
