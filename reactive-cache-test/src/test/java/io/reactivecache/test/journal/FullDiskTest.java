package io.reactivecache.test.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.spi.JournalException;
import io.reactivecache.test.contract.DrainRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that has no room, made of memory. */
final class FullDiskTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final byte[] PAYLOAD = new byte[4_000];

    @TempDir
    private Path disk;

    private boolean mounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
        assumeTrue(mounted, "a file system may not be mounted");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    @Test
    void nothingIsCompletedOnceTheDiskIsFullAndNothingThatWasIsLost() {
        FileWriteJournal journal = journal();
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
        FileWriteJournal anew = journal();
        assertThat(DrainRecorder.of(anew).await(completed).entries()).hasSizeGreaterThanOrEqualTo(completed);
        anew.disposeLater().block(LIMIT);
    }

    private FileWriteJournal journal() {
        return FileWriteJournal.builder(disk.resolve("journal"))
                .maxBytes(16 * 1024 * 1024)
                .build();
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
