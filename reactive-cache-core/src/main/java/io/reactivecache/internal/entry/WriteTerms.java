package io.reactivecache.internal.entry;

import io.reactivecache.Priority;
import io.reactivecache.WriteOptions;

/**
 * What a write that is applied later does otherwise than the cache is set to.
 *
 * @param priority which of the writes that wait come first
 * @param keep how the value is kept
 */
public record WriteTerms(Priority priority, Keep keep) {

    /** Nothing otherwise. */
    public static final WriteTerms NONE = new WriteTerms(Priority.NORMAL, Keep.USUAL);

    /** As the options say. */
    public static WriteTerms of(WriteOptions options) {
        return new WriteTerms(options.priority(), Keep.of(options));
    }

    /** The same with another priority. */
    public WriteTerms priority(Priority other) {
        return new WriteTerms(other, keep);
    }
}
