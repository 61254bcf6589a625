package io.reactivecache.journal;

import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the entries that are synced and not acknowledged, in the order of their sequences. */
final class Cursor {

    private final SegmentedLog log;
    private @Nullable Segment segment;
    private @Nullable FrameReader reader;
    private int position;

    Cursor(SegmentedLog log) {
        this.log = log;
    }

    /** The next entry, or null if there is none for now. */
    @Nullable
    Entry next() throws IOException {
        Segment current = current();
        while (current != null) {
            Entry entry = nextIn(current);
            if (entry != null) {
                return entry;
            }
            Segment following = log.after(current.first);
            if (following != null) {
                begin(following);
            }
            current = following;
        }
        return null;
    }

    /** The segment it is in, or the next one if that was given up. */
    private @Nullable Segment current() {
        Segment was = segment;
        if (was == null || !log.has(was)) {
            Segment found = was == null ? log.oldest() : log.after(was.first);
            if (found != null) {
                begin(found);
            }
            return found;
        }
        return was;
    }

    private void begin(Segment next) {
        segment = next;
        reader = log.reader(next);
        position = SegmentHeader.SIZE;
    }

    private @Nullable Entry nextIn(Segment current) throws IOException {
        while (position < current.synced && current.live() > 0) {
            Frame frame = frame(current);
            position += frame.size();
            if (frame.type() == Frame.Type.ENTRY && !current.isAcknowledged(frame.sequence())) {
                return new Entry(0, frame.sequence(), frame.body());
            }
        }
        return null;
    }

    private Frame frame(Segment current) throws IOException {
        Frame frame = reader == null ? null : reader.at(position, current.synced);
        if (frame == null) {
            throw new JournalException(
                    Reason.BROKEN,
                    SegmentName.of(current.first) + ": damaged at " + position,
                    "entries as they were written");
        }
        return frame;
    }
}
