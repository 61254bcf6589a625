package io.reactivecache.test.journal;

import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.spi.WriteJournal;
import io.reactivecache.test.contract.WriteJournalContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

final class FileWriteJournalTest extends WriteJournalContract {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path root;

    private final List<FileWriteJournal> open = new ArrayList<>();

    @Override
    protected WriteJournal open() {
        return open(root.resolve("journal"));
    }

    private WriteJournal open(Path directory) {
        FileWriteJournal journal = FileWriteJournal.builder(directory).build();
        open.add(journal);
        return journal;
    }

    /** What a killed process leaves is what is in its files at that moment: a copy of them. */
    @Override
    protected WriteJournal reopen(boolean orderly) {
        if (orderly) {
            close();
            return open(root.resolve("journal"));
        }
        copy(root.resolve("journal"), root.resolve("left"));
        return open(root.resolve("left"));
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectory(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    protected void close() {
        open.forEach(journal -> journal.disposeLater().block(LIMIT));
        open.clear();
    }
}
