package io.reactivecache.test.history;

/** A call between processes failed. One for all: nobody asks where it came from. */
final class CallFailedException extends RuntimeException {

    static final CallFailedException INSTANCE = new CallFailedException();

    private static final long serialVersionUID = 1L;

    private CallFailedException() {
        super("call: failed (expected: by the history)", null, false, false);
    }
}
