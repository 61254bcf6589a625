package io.reactivecache;

/** A write that depends on the value there was, and found it changed by others as often as it tried. Nothing was changed. */
public final class WriteConflictException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final int attempts;

    public WriteConflictException(int attempts) {
        super("write: overtaken by others in each of " + attempts + " attempts (expected: at most " + (attempts - 1)
                + ")");
        this.attempts = attempts;
    }

    /** How often it was tried. */
    public int attempts() {
        return attempts;
    }
}
