package io.reactivecache.journal;

/**
 * What a journal found when it was opened.
 *
 * @param entries how many it had that were not acknowledged
 * @param cutBytes how many bytes were cut off its end, which were being written when it ended and were never acknowledged; or,
 *     if the disk damaged them since, the last ones that were
 */
public record JournalRecovery(long entries, long cutBytes) {}
