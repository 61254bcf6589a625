package io.reactivecache.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * What a remote store answered to a read.
 *
 * @param entry the value; empty if there is none, or the key is closed or a tombstone
 * @param damaged true if there was something that is not a value this version can read; {@code entry} is empty then
 * @param ticket the right to fill the key with what is loaded from here on
 */
public record RemoteRead(Optional<StoredEntry> entry, boolean damaged, Ticket ticket) {

    public RemoteRead {
        Objects.requireNonNull(entry, "entry");
        Objects.requireNonNull(ticket, "ticket");
    }
}
