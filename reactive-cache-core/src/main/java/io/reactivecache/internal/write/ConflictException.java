package io.reactivecache.internal.write;

/** Somebody else was faster, and nothing was written. */
final class ConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConflictException() {
        super("write: overtaken", null, false, false);
    }
}
