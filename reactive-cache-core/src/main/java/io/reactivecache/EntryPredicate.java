package io.reactivecache;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Tells which entries of a cache are meant: those of a tag, or those whose key begins with a text or matches a pattern, or
 * all. Immutable.
 *
 * <p>The text of a key is what its codec writes, with nothing escaped: that of a {@code String} key is the key, that of a
 * number its digits, and that of a key of several parts the parts with {@code :} between them.
 *
 * @param kind what is looked at
 * @param text what it is compared with; empty for {@link Kind#ALL}
 */
public record EntryPredicate(Kind kind, String text) {

    /** The longest pattern and prefix, in characters. */
    public static final int MAX_CHARACTERS = 1_024;

    private static final EntryPredicate ALL = new EntryPredicate(Kind.ALL, "");

    /** What a predicate looks at. */
    public enum Kind {
        /** The tags of an entry: one of them equals the text. */
        TAG,
        /** The text of its key: it begins with the predicate's. */
        PREFIX,
        /**
         * The text of its key, as a whole: {@code *} stands for any characters, {@code ?} for one {@code char}, and {@code \}
         * makes the next stand for itself.
         */
        PATTERN,
        /** Nothing: every entry is meant. */
        ALL
    }

    /**
     * Checks the text.
     *
     * @throws InvalidPredicateException if it is too long, empty where that would mean every entry, not valid Unicode, or
     *     ends within an escape
     */
    public EntryPredicate {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
        switch (kind) {
            case TAG -> checkTag(text);
            case PREFIX -> checkKeyText("prefix", text);
            case PATTERN -> checkPattern(text);
            case ALL -> check(text.isEmpty(), "text", text.length() + " characters", "none");
        }
        check(StandardCharsets.UTF_8.newEncoder().canEncode(text), "text", "an unpaired surrogate", "valid Unicode");
    }

    /** The entries of a tag, of at most {@value LoadResult#MAX_TAG_BYTES} bytes of UTF-8. */
    public static EntryPredicate tag(String tag) {
        return new EntryPredicate(Kind.TAG, tag);
    }

    /** The entries whose key begins with a text of 1 to {@value #MAX_CHARACTERS} characters. */
    public static EntryPredicate prefix(String prefix) {
        return new EntryPredicate(Kind.PREFIX, prefix);
    }

    /** The entries whose key matches a pattern of 1 to {@value #MAX_CHARACTERS} characters, as a whole. */
    public static EntryPredicate pattern(String pattern) {
        return new EntryPredicate(Kind.PATTERN, pattern);
    }

    /** Every entry. */
    public static EntryPredicate all() {
        return ALL;
    }

    /** Without the text, which may be part of a key. */
    @Override
    public String toString() {
        return "EntryPredicate[" + kind + ", " + text.length() + " characters]";
    }

    private static void checkTag(String tag) {
        int bytes = tag.getBytes(StandardCharsets.UTF_8).length;
        check(bytes <= LoadResult.MAX_TAG_BYTES, "tag", bytes + " bytes", "<= " + LoadResult.MAX_TAG_BYTES + " bytes");
    }

    private static void checkPattern(String pattern) {
        checkKeyText("pattern", pattern);
        int escapes = 0;
        while (escapes < pattern.length() && pattern.charAt(pattern.length() - 1 - escapes) == '\\') {
            escapes++;
        }
        check(escapes % 2 == 0, "pattern", "ends with an escape", "a character after it");
    }

    private static void checkKeyText(String part, String text) {
        check(
                !text.isEmpty() && text.length() <= MAX_CHARACTERS,
                part,
                text.length() + " characters",
                "1 to " + MAX_CHARACTERS + " characters");
    }

    private static void check(boolean holds, String part, String actual, String expected) {
        if (!holds) {
            throw new InvalidPredicateException(part, actual, expected);
        }
    }
}
