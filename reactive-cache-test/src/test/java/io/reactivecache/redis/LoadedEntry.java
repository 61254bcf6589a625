package io.reactivecache.redis;

import io.reactivecache.Position;
import io.reactivecache.spi.Payload;
import io.reactivecache.spi.StoredEntry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What a load brings, where its value does not matter. */
final class LoadedEntry {

    private LoadedEntry() {}

    /** A value loaded just now, fresh for as long as it is kept. */
    static StoredEntry at(long offset, Duration ttl) {
        return new StoredEntry(
                new Position(1, 0, offset),
                Duration.ZERO,
                ttl,
                ttl,
                Duration.ZERO,
                Set.of(),
                Optional.empty(),
                Optional.of(new Payload(1, 0, 1, 0, new byte[] {1, 2, 3})));
    }
}
