package io.reactivecache.nats;

import io.reactivecache.CacheException;

/** A stream has the name of a log's partition, and no log has made it. Nothing was changed. */
public final class ForeignStreamException extends CacheException {

    private static final long serialVersionUID = 1L;

    ForeignStreamException(String stream) {
        super("stream: " + stream + " with subjects of somebody else (expected: one made by a log)");
    }
}
