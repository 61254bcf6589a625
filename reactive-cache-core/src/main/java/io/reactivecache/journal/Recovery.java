package io.reactivecache.journal;

import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reads a log that is there. The last segment may end in what was being written when the process or the machine stopped: that
 * is cut off. Everything else that is not as it was written makes it refuse the log, and leave it as it is.
 */
final class Recovery {

    private final Directory directory;
    private final Sizes sizes;
    private final TreeMap<Long, Segment> segments = new TreeMap<>();
    private long journal = ThreadLocalRandom.current().nextLong();
    private long cut;

    private Recovery(Directory directory, Sizes sizes) {
        this.directory = directory;
        this.sizes = sizes;
    }

    /**
     * A log that was opened.
     *
     * @param cut how many bytes were cut off its end
     */
    record Recovered(SegmentedLog log, long cut) {}

    /** Opens a log, or makes one. Throws {@link JournalException} if what is there is none, or is damaged. */
    static Recovered open(Directory directory, Sizes sizes) throws IOException {
        Recovery recovery = new Recovery(directory, sizes);
        try {
            return recovery.recovered();
        } catch (IOException | RuntimeException failed) {
            for (Segment segment : recovery.segments.values()) {
                segment.file.close();
            }
            throw failed;
        }
    }

    private Recovered recovered() throws IOException {
        List<String> names = directory.names().stream().filter(SegmentName::is).toList();
        for (String name : names) {
            read(name, names.indexOf(name) == names.size() - 1);
        }
        for (String name : directory.names()) {
            if (SegmentName.isUnfinished(name)) {
                directory.delete(name);
            }
        }
        if (segments.isEmpty()) {
            SegmentedLog.create(directory, new SegmentHeader(journal, 0), segments);
        }
        return new Recovered(new SegmentedLog(directory, sizes, journal, segments), cut);
    }

    private void read(String name, boolean isLast) throws IOException {
        DataFile file = directory.open(name);
        SegmentHeader header = header(name, file);
        long expected = segments.isEmpty() ? 0 : segments.lastEntry().getValue().next();
        Segment segment = new Segment(header.first(), file);
        segments.put(segment.first, segment);
        if (!name.equals(SegmentName.of(header.first())) || header.first() < expected) {
            throw refused(name + ": out of order", "the name it was given");
        }
        readFrames(name, segment);
        if (isLast && !segment.sealed) {
            cutTail(name, segment);
        } else if (!segment.sealed) {
            throw refused(name + ": damaged at " + segment.end, "entries as they were written");
        }
        segment.synced = segment.end;
    }

    private SegmentHeader header(String name, DataFile file) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.SIZE);
            file.read(bytes, 0);
            SegmentHeader header = SegmentHeader.read(name, bytes.flip());
            if (!segments.isEmpty() && header.journal() != journal) {
                throw refused(name + ": of another journal", "segments of one journal");
            }
            journal = header.journal();
            return header;
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private void readFrames(String name, Segment segment) throws IOException {
        FrameReader reader = reader(segment);
        long size = segment.file.size();
        Frame frame = reader.at(segment.end, size);
        while (frame != null && !segment.sealed) {
            if (frame.sequence() != segment.next()) {
                throw refused(name + ": sequence " + frame.sequence(), "sequence " + segment.next());
            }
            take(segment, frame);
            segment.end += frame.size();
            frame = reader.at(segment.end, size);
        }
    }

    private FrameReader reader(Segment segment) {
        return new FrameReader(segment.file, journal);
    }

    private void take(Segment segment, Frame frame) {
        if (frame.type() == Frame.Type.ENTRY) {
            segment.add();
        } else if (frame.type() == Frame.Type.END) {
            segment.sealed = true;
        } else {
            restore(segment, frame);
        }
    }

    /** A segment that was given up since does not need its acknowledgements. */
    private void restore(Segment in, Frame frame) {
        long base = Segment.base(frame.body());
        Map.Entry<Long, Segment> about = segments.floorEntry(base);
        if (about != null && base < about.getValue().next()) {
            about.getValue().restore(frame.body());
            in.told.add(about.getValue());
        }
    }

    private void cutTail(String name, Segment segment) throws IOException {
        long size = segment.file.size();
        Tail tail = new Tail(segment, reader(segment), size);
        if (tail.wasSynced()) {
            throw refused(name + ": damaged at " + segment.end, "entries as they were written");
        }
        cut = tail.written();
        if (cut > 0) {
            segment.file.truncate(segment.end);
            size = segment.end;
        }
        segment.file.sync();
        segment.allocated = (int) size;
    }

    private static JournalException refused(String found, String expected) {
        return new JournalException(Reason.BROKEN, found, expected);
    }
}
