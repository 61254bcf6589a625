package io.reactivecache.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads frames of a file through a window, which grows for a frame that is larger. */
final class FrameReader {

    private static final int WINDOW = 64 * 1024;

    private final DataFile file;
    private final long journal;
    private ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long start;

    /**
     * Reads a file.
     *
     * @param journal the number of the journal
     */
    FrameReader(DataFile file, long journal) {
        this.file = file;
        this.journal = journal;
    }

    /**
     * The frame at a position, or null if there is none.
     *
     * @param limit where the file ends for now; what is before it does not change any more
     */
    @Nullable
    Frame at(long position, long limit) throws IOException {
        if (!holds(position, Frame.HEADER, limit)) {
            return null;
        }
        int claimed = Frame.claimed(window, (int) (position - start));
        if (claimed == 0 || !holds(position, claimed, limit)) {
            return null;
        }
        return Frame.read(window, (int) (position - start), journal);
    }

    private boolean holds(long position, int size, long limit) throws IOException {
        if (position + size > limit) {
            return false;
        }
        if (position < start || position + size > start + window.limit()) {
            fill(position, size, limit);
        }
        return window.limit() >= size;
    }

    private void fill(long position, int size, long limit) throws IOException {
        if (window.capacity() < size) {
            window = ByteBuffer.allocate(size);
        }
        start = position;
        window.clear().limit((int) Math.min(window.capacity(), limit - position));
        file.read(window, position);
        window.flip();
    }
}
