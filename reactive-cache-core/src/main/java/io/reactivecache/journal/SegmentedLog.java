package io.reactivecache.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A log of entries in segments. Only the journal's thread uses it; after an {@link IOException} nobody can tell what is in
 * the files, and it is to be closed.
 *
 * <p>What is in a segment was synced before the next one is begun. A segment is given up when each of its entries is
 * acknowledged. As acknowledgements of entries in older segments may be written there, they are written down once more before.
 * Segments are given up one by one, the oldest first, so that no loss of power brings one back without the acknowledgements
 * of its entries: an old write that is applied again would undo a later one.
 */
final class SegmentedLog implements Closeable {

    private final Directory directory;
    private final Sizes sizes;
    private final long journal;
    private final NavigableMap<Long, Segment> segments;
    private final SegmentWriter writer;

    SegmentedLog(Directory directory, Sizes sizes, long journal, NavigableMap<Long, Segment> segments) {
        this.directory = directory;
        this.sizes = sizes;
        this.journal = journal;
        this.segments = segments;
        this.writer = new SegmentWriter(journal, sizes.segment());
    }

    /** Adds an entry, which is kept once {@link #commit} has returned; or returns false as there is no room. */
    boolean append(byte[] payload) throws IOException {
        boolean fits = sizes.fits(last(), Frame.size(payload.length));
        if (!sizes.allowsEntry(segments.size() + (fits ? 0 : 1))) {
            return false;
        }
        if (!fits) {
            begin();
        }
        Segment segment = last();
        writer.write(segment, new Frame(Frame.Type.ENTRY, segment.next(), segment.synced, payload));
        segment.add();
        return true;
    }

    /** The sequence the next entry gets. */
    long next() {
        return last().next();
    }

    /** Notes that an entry is not needed any more, which survives once {@link #commit} has returned. */
    void acknowledge(long sequence) {
        Map.Entry<Long, Segment> found = segments.floorEntry(sequence);
        if (found != null) {
            found.getValue().acknowledge(sequence);
        }
    }

    /** Returns once everything before it survives a loss of power. */
    void commit() throws IOException {
        for (Segment segment : List.copyOf(segments.values())) {
            if (segment.hasUnwritten()) {
                tell(segment, segment.takeUnwritten());
            }
        }
        sync();
    }

    private void sync() throws IOException {
        Segment segment = last();
        writer.flush(segment);
        segment.file.sync();
        segment.synced = segment.end;
    }

    /** Gives up segments nobody needs; call it after {@link #commit}. Tells whether there were any. */
    boolean reclaim() throws IOException {
        boolean any = false;
        for (Segment segment : List.copyOf(segments.values())) {
            if (segment != last() && segment.isDone()) {
                giveUp(segment);
                any = true;
            }
        }
        return any;
    }

    private void giveUp(Segment done) throws IOException {
        List<Segment> older = done.told.stream()
                .filter(this::has)
                .filter(told -> told != done)
                .toList();
        for (Segment segment : older) {
            tell(segment, segment.allAcknowledged());
        }
        if (!older.isEmpty()) {
            sync();
        }
        done.file.close();
        directory.delete(SegmentName.of(done.first));
        directory.sync();
        segments.remove(done.first);
    }

    private void tell(Segment about, byte[] acknowledged) throws IOException {
        if (!sizes.fits(last(), Frame.size(acknowledged.length))) {
            begin();
        }
        Segment segment = last();
        writer.write(segment, new Frame(Frame.Type.ACKNOWLEDGED, segment.next(), segment.synced, acknowledged));
        segment.told.add(about);
    }

    /** Begins another segment, after the last one has its end. */
    private void begin() throws IOException {
        Segment before = last();
        if (!before.sealed) {
            writer.write(before, new Frame(Frame.Type.END, before.next(), before.synced, new byte[0]));
            before.sealed = true;
            sync();
        }
        create(directory, new SegmentHeader(journal, before.following()), segments);
    }

    /** Makes a segment. It has its name only once its header is there for good. */
    static void create(Directory directory, SegmentHeader header, NavigableMap<Long, Segment> segments)
            throws IOException {
        String name = SegmentName.of(header.first());
        DataFile file = directory.create(SegmentName.unfinished(name));
        try {
            file.write(header.bytes(), 0);
            file.sync();
            directory.rename(SegmentName.unfinished(name), name);
            directory.sync();
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
        segments.put(header.first(), new Segment(header.first(), file));
    }

    private Segment last() {
        return segments.lastEntry().getValue();
    }

    Segment oldest() {
        return segments.firstEntry().getValue();
    }

    @Nullable
    Segment after(long first) {
        Map.Entry<Long, Segment> next = segments.higherEntry(first);
        return next == null ? null : next.getValue();
    }

    boolean has(Segment segment) {
        return Objects.equals(segments.get(segment.first), segment);
    }

    FrameReader reader(Segment segment) {
        return new FrameReader(segment.file, journal);
    }

    /** How many entries are not acknowledged. */
    long live() {
        return segments.values().stream().mapToLong(Segment::live).sum();
    }

    /** Closes the files; what was not committed may be there afterwards or not. */
    @Override
    public void close() throws IOException {
        for (Segment segment : segments.values()) {
            segment.file.close();
        }
    }
}
