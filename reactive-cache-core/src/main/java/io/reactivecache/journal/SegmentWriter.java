package io.reactivecache.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Gathers the frames of a group, so that the file is written in few steps, and takes room on the disk ahead of them, so that a
 * sync seldom has more to do than to write their bytes.
 */
final class SegmentWriter {

    private static final int GATHERED = 256 * 1024;
    private static final int AHEAD = 1024 * 1024;
    private static final int ZEROS = 64 * 1024;

    private final ByteBuffer gathered = ByteBuffer.allocateDirect(GATHERED);
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
    private final long journal;
    private final int segmentSize;

    SegmentWriter(long journal, int segmentSize) {
        this.journal = journal;
        this.segmentSize = segmentSize;
    }

    /** Adds a frame at the end of a segment, the same one until {@link #flush}. */
    void write(Segment segment, Frame frame) throws IOException {
        int size = frame.size();
        if (gathered.remaining() < size) {
            flush(segment);
        }
        if (size > gathered.capacity()) {
            writeAlone(segment, frame);
        } else {
            frame.write(gathered, journal);
            segment.end += size;
        }
    }

    private void writeAlone(Segment segment, Frame frame) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(frame.size());
        frame.write(buffer, journal);
        write(segment, buffer.flip(), segment.end);
        segment.end += frame.size();
    }

    /** Hands the frames to the file. They may be lost until it is synced. */
    void flush(Segment segment) throws IOException {
        gathered.flip();
        if (gathered.hasRemaining()) {
            write(segment, gathered, segment.end - gathered.remaining());
        }
        gathered.clear();
    }

    private void write(Segment segment, ByteBuffer bytes, int position) throws IOException {
        allocate(segment, position + bytes.remaining());
        segment.file.write(bytes, position);
    }

    private void allocate(Segment segment, int needed) throws IOException {
        if (needed > segment.allocated) {
            int target = Math.min(segmentSize, Math.max(needed, segment.allocated + AHEAD));
            while (segment.allocated < target) {
                int count = Math.min(ZEROS, target - segment.allocated);
                segment.file.write(zeros.clear().limit(count), segment.allocated);
                segment.allocated += count;
            }
        }
    }
}
