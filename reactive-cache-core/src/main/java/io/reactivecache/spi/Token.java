package io.reactivecache.spi;

/**
 * Identifies one write over all nodes.
 *
 * @param node a random number drawn by the writing node when it started
 * @param sequence a number that node uses once
 */
public record Token(long node, long sequence) {}
