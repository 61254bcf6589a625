package io.reactivecache.test.crash;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What was applied, in order: a file that many processes append to, a line at a time, and that a kill of any of them leaves as it
 * is, but for a line that may be cut.
 */
final class TruthFile implements AutoCloseable {

    private static final char END = ';';

    private final FileChannel appended;
    private final RandomAccessFile read;
    private final StringBuilder rest = new StringBuilder();

    TruthFile(Path file) {
        try {
            this.appended = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            this.read = new RandomAccessFile(file.toFile(), "r");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Appends writes at once. */
    void append(List<Write> writes) {
        StringBuilder lines = new StringBuilder();
        writes.forEach(write -> lines.append('\n').append(write).append(END));
        try {
            appended.write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What was appended since this was asked last. */
    List<Write> more() {
        try {
            byte[] bytes = new byte[Math.toIntExact(read.length() - read.getFilePointer())];
            read.readFully(bytes);
            rest.append(new String(bytes, StandardCharsets.UTF_8));
            return whole();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private List<Write> whole() {
        List<Write> found = new ArrayList<>();
        String[] lines = rest.toString().split("\n");
        rest.setLength(0);
        for (String line : lines) {
            if (!line.isEmpty() && line.charAt(line.length() - 1) == END) {
                found.add(Write.parse(line.substring(0, line.length() - 1)));
            }
        }
        String last = lines.length == 0 ? "" : lines[lines.length - 1];
        if (!last.endsWith(String.valueOf(END))) {
            rest.append(last);
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        appended.close();
        read.close();
    }
}
