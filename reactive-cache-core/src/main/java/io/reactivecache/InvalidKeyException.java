package io.reactivecache;

/** A key that cannot be written down exactly: {@code null}, longer than allowed, or not valid Unicode. */
public final class InvalidKeyException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** An error that says what the key is and what was expected of it. */
    public InvalidKeyException(String actual, String expected) {
        super("key: " + actual + " (expected: " + expected + ")");
    }
}
