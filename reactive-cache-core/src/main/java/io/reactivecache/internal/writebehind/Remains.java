package io.reactivecache.internal.writebehind;

/**
 * What was not applied when the engine was closed.
 *
 * @param kept how many writes are in the journal and will be applied after the next start, or by another node
 * @param lost how many were in memory only
 */
public record Remains(int kept, int lost) {}
