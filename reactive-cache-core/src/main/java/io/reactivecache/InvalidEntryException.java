package io.reactivecache;

/**
 * What cannot be kept outside of this process: a value that is too large or cannot be written down, too many tags, a tag or
 * validator that is too long. Tells sizes and limits, and nothing of the value.
 */
public final class InvalidEntryException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final String part;

    /**
     * An error of the form {@code value: 70000 bytes (expected: <= 65536 bytes)}.
     *
     * @param part what of the entry is meant, such as {@code value} or {@code tags}
     * @param actual its size or kind, never its content
     * @param expected what would have been accepted
     */
    public InvalidEntryException(String part, String actual, String expected) {
        super(part + ": " + actual + " (expected: " + expected + ")");
        this.part = part;
    }

    /** What of the entry cannot be kept: {@code value}, {@code tags}, {@code tag}, {@code validator} or another part's name. */
    public String part() {
        return part;
    }
}
