package io.reactivecache.spi;

/**
 * The right to put a value into a remote store later, handed out by the store when a read or a write began. It is void
 * once its deadline has passed or the store has lost its memory (restarted, failed over): the guards that would have
 * turned a late value away may be gone with it.
 *
 * @param session identifies one unbroken life of the store as seen by its adapter
 * @param deadline in milliseconds of the store's own clock
 */
public record Ticket(long session, long deadline) {}
