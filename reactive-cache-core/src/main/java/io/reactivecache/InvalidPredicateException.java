package io.reactivecache;

/** A predicate that cannot be used: its text is too long, or not valid. Tells sizes and limits, and nothing of the text. */
public final class InvalidPredicateException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * An error of the form {@code pattern: 2000 characters (expected: <= 1024 characters)}.
     *
     * @param part what is meant, such as {@code tag}
     * @param actual its size or kind, never its content
     * @param expected what would have been accepted
     */
    public InvalidPredicateException(String part, String actual, String expected) {
        super(part + ": " + actual + " (expected: " + expected + ")");
    }
}
