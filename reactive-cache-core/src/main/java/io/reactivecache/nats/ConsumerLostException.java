package io.reactivecache.nats;

import io.reactivecache.CacheException;

/** The server keeps a tail's place no more, or says nothing. */
final class ConsumerLostException extends CacheException {

    private static final long serialVersionUID = 1L;

    ConsumerLostException() {
        super("consumer: lost (expected: records or heartbeats)");
    }
}
