package io.reactivecache.test.contract;

import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.WriteJournal;
import io.reactivecache.test.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.opentest4j.TestAbortedException;

/** What the tests of the contract are made of. */
@TestInstance(Lifecycle.PER_METHOD)
abstract class WriteJournalSteps {

    static final Duration LIMIT = Duration.ofSeconds(30);
    static final Eventually SOON = Eventually.within(LIMIT);

    WriteJournal journal = new io.reactivecache.spi.InProcessWriteJournal(1);

    /**
     * Opens an empty journal, anew for each test.
     *
     * @return the journal
     */
    protected abstract WriteJournal open();

    /**
     * Opens what {@link #open} opened once more, after it was closed or left as a killed process leaves it.
     *
     * @param orderly whether it is to be closed first
     * @return another instance on the same data
     */
    protected WriteJournal reopen(boolean orderly) {
        throw new TestAbortedException("this journal does not outlive its process");
    }

    /** Closes what is open. */
    protected void close() {}

    @BeforeEach
    void openIt() {
        journal = open();
    }

    @AfterEach
    void closeIt() {
        close();
    }

    void append(String key, String payload) {
        journal.append(key, bytes(payload)).block(LIMIT);
    }

    void acknowledge(List<Entry> entries) {
        journal.acknowledge(entries).block(LIMIT);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
