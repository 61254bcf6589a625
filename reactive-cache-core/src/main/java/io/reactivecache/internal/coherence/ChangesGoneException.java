package io.reactivecache.internal.coherence;

/** The log does not have all of the changes any more that it was asked for. */
final class ChangesGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChangesGoneException() {
        super("log: changes are gone (expected: all since the checkpoint)", null, false, false);
    }
}
