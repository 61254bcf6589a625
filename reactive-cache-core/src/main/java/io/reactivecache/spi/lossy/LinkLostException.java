package io.reactivecache.spi.lossy;

import io.reactivecache.CacheException;
import java.time.Duration;

/** The end of a tail whose connection is gone, or may be: it did not hear what it published itself. */
public final class LinkLostException extends CacheException {

    private static final long serialVersionUID = 1L;

    private LinkLostException(String message) {
        super(message);
    }

    static LinkLostException closed() {
        return new LinkLostException("connection: closed (expected: open)");
    }

    static LinkLostException silent(Duration timeout) {
        return new LinkLostException("probe: not heard (expected: within " + timeout + ")");
    }
}
