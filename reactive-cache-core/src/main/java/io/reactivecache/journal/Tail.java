package io.reactivecache.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What is behind the last whole frame of the last segment. */
record Tail(Segment segment, FrameReader reader, long size) {

    private static final int STEP = 64 * 1024;

    /** Whether a frame is there that was written after its beginning was synced: it was whole once, and is damaged. */
    boolean wasSynced() throws IOException {
        long last = segment.end + written();
        for (long position = segment.end; position < last; position += Frame.ALIGNMENT) {
            Frame frame = reader.at(position, size);
            if (frame != null && frame.synced() > segment.end) {
                return true;
            }
        }
        return false;
    }

    /** Up to its last byte that is not zero. */
    long written() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(STEP);
        long written = 0;
        for (long position = segment.end; position < size; position += STEP) {
            segment.file.read(bytes.clear(), position);
            for (int i = 0; i < bytes.position(); i++) {
                if (bytes.get(i) != 0) {
                    written = position + i + 1 - segment.end;
                }
            }
        }
        return written;
    }
}
