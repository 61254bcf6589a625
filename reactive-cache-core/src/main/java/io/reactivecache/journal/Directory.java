package io.reactivecache.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A directory of files. Only the journal's thread calls it. Closing it lets another journal have it. */
interface Directory extends Closeable {

    List<String> names() throws IOException;

    /** Makes a file that is not there yet. */
    DataFile create(String name) throws IOException;

    DataFile open(String name) throws IOException;

    void rename(String from, String to) throws IOException;

    void delete(String name) throws IOException;

    /** Returns once what was created, renamed and deleted survives a loss of power. */
    void sync() throws IOException;
}
