package io.reactivecache.spi;

import io.reactivecache.Position;
import java.util.Objects;
import java.util.Optional;

/**
 * What a remote store answered to a read.
 *
 * @param entry the value; empty if there is none, or the key is closed or a tombstone
 * @param damaged true if there was something that is not a value this version can read; {@code entry} is empty then
 * @param held true if the key is closed and held by a write that may become true at any moment
 * @param ticket the right to fill the key with what is loaded from here on
 * @param tombstone the tombstone, or what a value has left whose ttl is over; {@code entry} is empty then
 */
public record RemoteRead(
        Optional<StoredEntry> entry, boolean damaged, boolean held, Ticket ticket, Optional<Tombstone> tombstone) {

    public RemoteRead {
        Objects.requireNonNull(entry, "entry");
        Objects.requireNonNull(ticket, "ticket");
        Objects.requireNonNull(tombstone, "tombstone");
    }

    /** What a key answered that is neither held nor a tombstone. */
    public RemoteRead(Optional<StoredEntry> entry, boolean damaged, Ticket ticket) {
        this(entry, damaged, false, ticket, Optional.empty());
    }

    /**
     * The tombstone of a write that is done.
     *
     * @param epoch the epoch of its record
     * @param offset the place of its record in the partition of the key
     */
    public record Tombstone(long epoch, long offset) {

        /** True if its record comes after a position, in the same epoch. */
        public boolean isAfter(Position position) {
            return epoch == position.epoch() && offset > position.offset();
        }

        /** What a value leaves whose ttl is over. */
        public static Tombstone of(StoredEntry value) {
            return new Tombstone(value.stamp().epoch(), value.stamp().offset());
        }
    }
}
