package io.reactivecache.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a journal does not take, and what it says then. */
final class LimitsTest {

    private static final String SECRET = "pa55word";
    private static final byte[] ENTRY = (SECRET + " ".repeat(900 - SECRET.length())).getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path root;

    private final OpenJournals journals = new OpenJournals();
    private final CountDownLatch disk = new CountDownLatch(1);

    @AfterEach
    void close() {
        disk.countDown();
        journals.close();
    }

    private FileWriteJournalBuilder settings() {
        return FileWriteJournal.builder(root.resolve("journal"))
                .maxBytes(1024 * 1024)
                .maxEntryBytes(1_000);
    }

    private static @Nullable JournalException append(FileWriteJournal journal, byte[] payload) {
        JournalException refused = OpenJournals.refusal(journal.append(SECRET, payload));
        assertThat(refused == null ? "" : refused.getMessage()).doesNotContain(SECRET);
        return refused;
    }

    private static void assertRefused(@Nullable JournalException refused, Reason reason, String... words) {
        assertThat(refused).isNotNull().hasMessageContainingAll(words).hasMessageContaining(" (expected: ");
        assertThat(refused.reason()).isEqualTo(reason);
    }

    @Test
    void anEntryThatIsTooLargeIsRefusedAndTheNextOneTaken() {
        FileWriteJournal journal = journals.with(settings().build());

        assertRefused(append(journal, new byte[1_001]), Reason.TOO_LARGE, "1001 bytes", "at most 1000");
        assertThat(append(journal, new byte[1_000])).isNull();
        assertThat(journal.available().filter(Boolean::booleanValue).blockFirst(OpenJournals.LIMIT))
                .isTrue();
    }

    @Test
    void withoutRoomAnAppendErrorsAtItsTimeout() {
        FileWriteJournal journal =
                journals.with(settings().appendTimeout(Duration.ofMillis(30)).build());
        int taken = 0;
        JournalException refused = append(journal, ENTRY);
        while (refused == null) {
            taken++;
            refused = append(journal, ENTRY);
        }

        assertRefused(refused, Reason.FULL, "within PT0.03S", "1048576 bytes");
        assertThat(taken).isBetween(900, 1_048_576 / ENTRY.length);
    }

    @Test
    void appendsThatWaitForRoomAreTakenOnceEntriesAreAcknowledged() {
        FileWriteJournal journal = journals.with(settings().build());
        Mono<Void> appends = Flux.range(0, 3_000)
                .flatMap(i -> journal.append(SECRET, ENTRY), 3_000)
                .then();
        Flux<Void> acknowledgements =
                journal.drain().ofType(Entry.class).concatMap(entry -> journal.acknowledge(List.of(entry)));

        acknowledgements.takeUntilOther(appends).blockLast(OpenJournals.LIMIT);
    }

    private FileWriteJournal stuck(FileWriteJournalBuilder settings) {
        return journals.with(settings.build(() -> {
            await();
            return new LossyDisk();
        }));
    }

    private void await() {
        try {
            disk.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void moreAppendsThanMayWaitAreRefusedAtOnce() {
        FileWriteJournal journal = stuck(settings().maxPendingAppends(2));
        journal.append(SECRET, ENTRY).subscribe();
        journal.append(SECRET, ENTRY).subscribe();

        assertRefused(append(journal, ENTRY), Reason.FULL, "appends that wait: 2");
    }

    @Test
    void moreBytesThanMayWaitAreRefusedAtOnceAndTakeNoRoom() {
        FileWriteJournal journal = stuck(settings().maxPendingBytes(1_000));
        journal.append(SECRET, new byte[900]).subscribe();

        assertRefused(append(journal, ENTRY), Reason.FULL, "bytes that wait: 1000");
        journal.append(SECRET, new byte[100]).subscribe();
        assertRefused(append(journal, new byte[1]), Reason.FULL, "bytes that wait: 1000");
        disk.countDown();
        assertThat(journal.drain().ofType(Entry.class).take(2).count().block(OpenJournals.LIMIT))
                .isEqualTo(2);
        assertThat(append(journal, ENTRY)).isNull();
    }

    @Test
    void onceClosedNothingIsTakenOrDelivered() {
        FileWriteJournal journal = journals.with(settings().build());
        journal.opened().block(OpenJournals.LIMIT);
        journal.disposeLater().block(OpenJournals.LIMIT);

        assertRefused(append(journal, ENTRY), Reason.CLOSED, "journal: closed", "open");
        assertRefused(OpenJournals.refusal(journal.drain().then()), Reason.CLOSED, "closed");
        assertThat(journal.available().blockFirst(OpenJournals.LIMIT)).isFalse();
        journal.acknowledge(List.of()).block(OpenJournals.LIMIT);
    }

    @Test
    void whatWaitsWhenItIsClosedIsWritten() {
        FileWriteJournal journal = stuck(settings());
        var waiting = journal.append(SECRET, ENTRY).toFuture();
        journal.dispose();
        disk.countDown();

        assertThat(waiting).succeedsWithin(OpenJournals.LIMIT);
    }
}
