package io.reactivecache.journal;

import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first bytes of a segment: a magic number, the version of the format, which journal it is of, the sequence of its first
 * entry, and the CRC32C of all that.
 */
record SegmentHeader(long journal, long first) {

    static final int SIZE = 32;

    private static final int MAGIC = 0x52434A4C;
    private static final int VERSION = 1;
    private static final int CHECKED = 24;

    ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        bytes.putInt(MAGIC).putInt(VERSION).putLong(journal).putLong(first);
        return bytes.putInt(crc(bytes)).position(0);
    }

    /** Reads it. Throws {@link JournalException} if it is none, or that of a later version. */
    static SegmentHeader read(String name, ByteBuffer bytes) {
        if (bytes.remaining() < SIZE || bytes.getInt(0) != MAGIC) {
            throw refused(name + ": no magic number", "a segment of a journal");
        }
        if (bytes.getInt(4) != VERSION) {
            throw refused(name + ": version " + bytes.getInt(4), "version " + VERSION);
        }
        if (bytes.getInt(CHECKED) != crc(bytes)) {
            throw refused(name + ": damaged header", "the header that was written");
        }
        return new SegmentHeader(bytes.getLong(8), bytes.getLong(16));
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().limit(CHECKED).position(0));
        return (int) crc.getValue();
    }

    private static JournalException refused(String found, String expected) {
        return new JournalException(Reason.BROKEN, found, expected);
    }
}
