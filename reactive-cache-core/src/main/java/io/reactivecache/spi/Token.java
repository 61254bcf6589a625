package io.reactivecache.spi;

import org.jspecify.annotations.Nullable;

/**
 * Identifies one write over all nodes.
 *
 * @param node a random number drawn by the writing node when it started
 * @param sequence a number that node uses once
 */
public record Token(long node, long sequence) {

    /** What the record would do by itself, and the compiler can inline: writes that are under way are found by their tokens. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Token token && token.sequence == sequence && token.node == node;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(node) * 31 + Long.hashCode(sequence);
    }
}
