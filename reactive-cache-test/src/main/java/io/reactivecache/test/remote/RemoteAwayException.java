package io.reactivecache.test.remote;

import io.reactivecache.CacheException;

/** What a remote store for tests fails with when it was told to be away. */
public final class RemoteAwayException extends CacheException {

    private static final long serialVersionUID = 1L;

    RemoteAwayException() {
        super("remote store: away");
    }
}
