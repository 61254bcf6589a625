package io.reactivecache.test.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reactivecache.test.server.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The system does something to a process when it syncs a file. */
final class SyncFaultsTest {

    @TempDir
    private Path root;

    @BeforeEach
    void needsStrace() {
        assumeTrue(Strace.isPermitted(), "strace is not there, or may not trace");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 30})
    void aKillAtASyncLosesNothingThatWasCompleted(int sync) throws IOException {
        KilledJournal journal = new KilledJournal(root.resolve("journal"));
        for (int round = 0; round < 2; round++) {
            try (ForkedJvm fork = journal.begin(Strace.syncs("signal=KILL:when=" + sync), sync)) {
                journal.check(fork.ended());
            }
        }
    }

    @Test
    void afterASyncThatFailedNothingIsCompletedThoughTheNextOnesWouldSucceed() throws IOException {
        KilledJournal journal = new KilledJournal(root.resolve("journal"));
        try (ForkedJvm fork = journal.begin(Strace.syncs("error=EIO:when=20"), 1)) {
            fork.await("failed BROKEN");
            fork.await(3 * JournalProcess.KEYS);
            List<String> said = fork.kill();

            assertThat(said).noneMatch(line -> line.startsWith("failed") && !line.equals("failed BROKEN"));
            assertThat(said.subList(said.indexOf("failed BROKEN"), said.size()))
                    .noneMatch(line -> line.startsWith("done"));
            journal.check(
                    said.stream().filter(line -> !line.startsWith("failed")).toList());
        }
    }
}
