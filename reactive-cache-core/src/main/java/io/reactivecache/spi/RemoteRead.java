package io.reactivecache.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * What a remote store answered to a read.
 *
 * @param entry the value; empty if there is none, or the key is closed or a tombstone
 * @param damaged true if there was something that is not a value this version can read; {@code entry} is empty then
 * @param ticket the right to fill the key with what is loaded from here on
 * @param tombstone the tombstone, if there is one; {@code entry} is empty then
 */
public record RemoteRead(Optional<StoredEntry> entry, boolean damaged, Ticket ticket, Optional<Tombstone> tombstone) {

    public RemoteRead {
        Objects.requireNonNull(entry, "entry");
        Objects.requireNonNull(ticket, "ticket");
        Objects.requireNonNull(tombstone, "tombstone");
    }

    /** What a key answered that is no tombstone. */
    public RemoteRead(Optional<StoredEntry> entry, boolean damaged, Ticket ticket) {
        this(entry, damaged, ticket, Optional.empty());
    }

    /**
     * The tombstone of a write that is done.
     *
     * @param epoch the epoch of its record
     * @param offset the place of its record in the partition of the key
     */
    public record Tombstone(long epoch, long offset) {}
}
