package io.reactivecache.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal leaves behind: no thread, and a directory another may have. */
final class EndTest {

    @TempDir
    private Path root;

    private final Set<Thread> before = new HashSet<>();

    @BeforeEach
    void look() {
        before.addAll(threads());
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("reactive-cache-journal"))
                .collect(Collectors.toSet());
    }

    /** The threads of journals that were made since the last look. */
    private Set<Thread> begun() {
        Set<Thread> begun = threads();
        begun.removeAll(before);
        return begun;
    }

    private FileWriteJournalBuilder journal() {
        return FileWriteJournal.builder(root.resolve("journal"));
    }

    private static void assertEnds(FileWriteJournal journal, Set<Thread> threads) throws InterruptedException {
        journal.disposeLater().block(OpenJournals.LIMIT);
        for (Thread thread : threads) {
            thread.join(OpenJournals.LIMIT.toMillis());
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void afterItWasClosed() throws InterruptedException {
        for (int life = 0; life < 3; life++) {
            FileWriteJournal journal = journal().build();
            journal.append("k", new byte[1]).block(OpenJournals.LIMIT);
            Set<Thread> begun = begun();

            assertThat(begun).hasSize(1);
            assertEnds(journal, begun);
        }
    }

    @Test
    void afterItCouldNotBeOpenedItLeavesTheLockToWhoHasIt() throws InterruptedException {
        FileWriteJournal first = journal().build();
        first.opened().block(OpenJournals.LIMIT);
        Set<Thread> ofFirst = begun();
        before.addAll(ofFirst);
        FileWriteJournal second = journal().build();
        Set<Thread> ofSecond = begun();

        assertThat(OpenJournals.refusal(second.opened())).isNotNull();
        assertEnds(second, ofSecond);
        assertThat(OpenJournals.refusal(journal().build().opened())).isNotNull();
        assertEnds(first, ofFirst);
    }

    @Test
    void afterItBroke() throws InterruptedException {
        LossyDisk disk = new LossyDisk();
        disk.failSyncsAfter(3);
        FileWriteJournal journal = journal().build(() -> disk);
        Set<Thread> begun = begun();
        journal.append("k", new byte[1]).block(OpenJournals.LIMIT);
        JournalException failure = OpenJournals.refusal(journal.append("k", new byte[1]));

        assertThat(failure).isNotNull();
        assertThat(failure.reason()).isEqualTo(Reason.BROKEN);
        assertEnds(journal, begun);
        assertThat(disk.isClosed()).isTrue();
    }
}
