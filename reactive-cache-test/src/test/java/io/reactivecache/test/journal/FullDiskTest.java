package io.reactivecache.test.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.spi.JournalException;
import io.reactivecache.test.contract.DrainRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that has no room, made of memory. */
final class FullDiskTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final byte[] PAYLOAD = new byte[4_000];

    @TempDir
    private Path root;

    @Test
    void nothingIsCompletedOnceTheDiskIsFullAndNothingThatWasIsLost() throws IOException {
        try (SmallDisk disk = SmallDisk.mounted(root, "2m")) {
            fill(disk.path().resolve("journal"));
        }
    }

    private static void fill(Path directory) {
        FileWriteJournal journal = journal(directory);
        int completed = 0;
        JournalException failure = append(journal);
        while (failure == null) {
            completed++;
            failure = append(journal);
        }

        assertThat(failure.reason()).isEqualTo(JournalException.Reason.BROKEN);
        assertThat(append(journal)).isNotNull();
        assertThat(journal.available().blockFirst(LIMIT)).isFalse();
        journal.disposeLater().block(LIMIT);
        FileWriteJournal anew = journal(directory);
        assertThat(DrainRecorder.of(anew).await(completed).entries()).hasSizeGreaterThanOrEqualTo(completed);
        anew.disposeLater().block(LIMIT);
    }

    private static FileWriteJournal journal(Path directory) {
        return FileWriteJournal.builder(directory).maxBytes(16 * 1024 * 1024).build();
    }

    private static @Nullable JournalException append(FileWriteJournal journal) {
        try {
            journal.append("k", PAYLOAD).block(LIMIT);
            return null;
        } catch (JournalException failed) {
            return failed;
        }
    }
}
