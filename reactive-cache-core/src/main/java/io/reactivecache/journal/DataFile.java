package io.reactivecache.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is read and written anywhere. */
interface DataFile extends Closeable {

    long size() throws IOException;

    /** Reads what is there, up to what has room in the buffer. */
    void read(ByteBuffer into, long position) throws IOException;

    /** Writes all of the buffer. */
    void write(ByteBuffer from, long position) throws IOException;

    void truncate(long size) throws IOException;

    /** Returns once what was written survives a loss of power. */
    void sync() throws IOException;
}
