package io.reactivecache.spi.lossy;

import io.reactivecache.CacheException;
import java.time.Duration;

/** The end of a tail that did not hear what it published itself: its connection may be open at this side only. */
public final class LinkSilentException extends CacheException {

    private static final long serialVersionUID = 1L;

    LinkSilentException(Duration timeout) {
        super("probe: not heard (expected: within " + timeout + ")");
    }
}
