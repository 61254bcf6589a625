package io.reactivecache.journal;

import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
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

    /** The error of an append that has waited for room as long as it may. */
    JournalException noRoom() {
        return new JournalException(
                Reason.FULL,
                "room: none within " + appendTimeout,
                "acknowledgements of what takes all " + maxBytes + " bytes");
    }

    /** The error of an append that is too large. */
    JournalException tooLarge(int bytes) {
        return new JournalException(Reason.TOO_LARGE, "entry: " + bytes + " bytes", "at most " + maxEntryBytes);
    }

    Sizes sizes() {
        return Sizes.of(maxBytes, maxEntryBytes);
    }
}
