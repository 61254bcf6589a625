package io.reactivecache.spi;

import io.reactivecache.CacheException;
import java.util.Locale;

/** A journal did not keep a write, or does not keep any more. */
public final class JournalException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** An entry is larger than the journal takes. Others are taken. */
        TOO_LARGE,
        /** There is no room, and there was none for as long as an append waits. Later ones may be taken. */
        FULL,
        /** Writing or syncing failed: nobody can tell what was kept, so nothing more is taken until the journal is opened anew. */
        BROKEN,
        /** Whatever keeps the entries did not answer in time. Later ones may be taken. */
        AWAY,
        /** The journal was closed. */
        CLOSED
    }

    private final Reason reason;

    /** Without a cause. */
    public JournalException(Reason reason, String found, String expected) {
        super(message(reason, found, expected));
        this.reason = reason;
    }

    /** Because of something else. */
    public JournalException(Reason reason, String found, String expected, Throwable cause) {
        super(message(reason, found, expected), cause);
        this.reason = reason;
    }

    private static String message(Reason reason, String found, String expected) {
        return "journal " + reason.name().toLowerCase(Locale.ROOT) + ": " + found + " (expected: " + expected + ")";
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
