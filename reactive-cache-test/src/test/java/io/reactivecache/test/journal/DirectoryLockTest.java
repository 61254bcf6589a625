package io.reactivecache.test.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import io.reactivecache.test.server.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that another process has. */
final class DirectoryLockTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path root;

    @Test
    void aDirectoryAnotherProcessHasIsRefusedUntilThatIsKilled() throws IOException {
        KilledJournal journal = new KilledJournal(root.resolve("journal"));
        try (ForkedJvm fork = journal.begin(List.of(), 1)) {
            fork.await(100);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertRefused();
            }
            journal.check(fork.kill());
        }
    }

    private void assertRefused() {
        FileWriteJournal second = JournalProcess.journal(root.resolve("journal"));
        assertThatThrownBy(() -> second.opened().block(LIMIT))
                .isInstanceOfSatisfying(
                        JournalException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.BROKEN))
                .hasMessageContaining("in use by another journal");
        second.disposeLater().block(LIMIT);
    }
}
