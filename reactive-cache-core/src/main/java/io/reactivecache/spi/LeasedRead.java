package io.reactivecache.spi;

import java.util.Objects;

/**
 * What {@link Leases#acquire} came to.
 *
 * @param read what is under the key, whoever has its lease
 * @param leased true if the token has the lease now
 */
public record LeasedRead(RemoteRead read, boolean leased) {

    public LeasedRead {
        Objects.requireNonNull(read, "read");
    }
}
