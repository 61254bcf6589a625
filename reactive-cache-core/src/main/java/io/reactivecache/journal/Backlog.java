package io.reactivecache.journal;

import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.CaughtUp;
import io.reactivecache.spi.JournalEvent.Entry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a drain delivers: entries, and once, behind the last of those that were there when it began, that this was all. */
final class Backlog {

    private final Cursor cursor;
    private final long end;
    private @Nullable Entry behind;
    private boolean isTold;

    Backlog(SegmentedLog log) {
        this.cursor = new Cursor(log);
        this.end = log.next();
    }

    /** What comes next, or null if there is nothing for now. */
    @Nullable
    JournalEvent next() throws IOException {
        Entry entry = behind == null ? cursor.next() : behind;
        if (isTold || (entry != null && entry.sequence() < end)) {
            behind = null;
            return entry;
        }
        isTold = true;
        behind = entry;
        return new CaughtUp();
    }
}
