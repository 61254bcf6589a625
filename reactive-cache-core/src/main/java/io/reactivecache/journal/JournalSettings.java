package io.reactivecache.journal;

import java.nio.file.Path;
import java.time.Duration;

/** What a file journal is told. */
record JournalSettings(
        Path directory,
        long maxBytes,
        int maxEntryBytes,
        int maxPendingAppends,
        long maxPendingBytes,
        Duration appendTimeout) {

    Sizes sizes() {
        return Sizes.of(maxBytes, maxEntryBytes);
    }
}
