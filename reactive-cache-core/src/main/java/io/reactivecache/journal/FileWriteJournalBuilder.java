package io.reactivecache.journal;

import io.reactivecache.config.Problems;
import io.reactivecache.journal.JournalThread.DirectorySource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** Settings for a {@link FileWriteJournal}. Not safe to use from many threads. */
public final class FileWriteJournalBuilder {

    private static final long SMALLEST = 1024 * 1024;
    private static final long LARGEST = 32L * 1024 * 1024 * 1024;
    private static final int MAX_APPENDS = 10_000_000;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Path directory;
    private long maxBytes = 256L * 1024 * 1024;
    private int maxEntryBytes = 1024 * 1024;
    private boolean entryGiven;
    private int maxPendingAppends = 10_000;
    private long maxPendingBytes = 64L * 1024 * 1024;
    private Duration appendTimeout = Duration.ofSeconds(30);

    FileWriteJournalBuilder(Path directory) {
        this.directory = directory;
    }

    /** How much of the disk the journal takes at most, 1 MiB to 32 GiB. Defaults to 256 MiB. */
    public FileWriteJournalBuilder maxBytes(long bytes) {
        this.maxBytes = bytes;
        return this;
    }

    /** The largest entry, a little less than a 32nd of {@code maxBytes} at most. Defaults to 1 MiB, or to that if it is less. */
    public FileWriteJournalBuilder maxEntryBytes(int bytes) {
        this.maxEntryBytes = bytes;
        this.entryGiven = true;
        return this;
    }

    /** How many appends may wait, for room or to be synced. More are rejected. Defaults to 10,000. */
    public FileWriteJournalBuilder maxPendingAppends(int appends) {
        this.maxPendingAppends = appends;
        return this;
    }

    /** How many bytes may wait, which are in memory; more are rejected. Defaults to 64 MiB. */
    public FileWriteJournalBuilder maxPendingBytes(long bytes) {
        this.maxPendingBytes = bytes;
        return this;
    }

    /** How long an append waits for room, an hour at most. Defaults to 30 seconds. */
    public FileWriteJournalBuilder appendTimeout(Duration timeout) {
        this.appendTimeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /**
     * Opens the journal, on a thread of its own; {@link FileWriteJournal#opened} tells how that went.
     *
     * @throws io.reactivecache.InvalidConfigException if a setting is out of range
     */
    public FileWriteJournal build() {
        return build(() -> LockedDirectory.take(directory));
    }

    FileWriteJournal build(DirectorySource source) {
        return new FileWriteJournal(settings(), source);
    }

    private JournalSettings settings() {
        Problems problems = new Problems();
        problems.within("maxBytes", maxBytes, SMALLEST, LARGEST);
        long largest = Math.max(1, Sizes.largest(maxBytes));
        int entry = entryGiven ? maxEntryBytes : (int) Math.min(maxEntryBytes, largest);
        problems.within("maxEntryBytes", entry, 1, largest);
        problems.within("maxPendingAppends", maxPendingAppends, 1, MAX_APPENDS);
        problems.atLeast("maxPendingBytes", maxPendingBytes, entry);
        problems.positiveWithin("appendTimeout", appendTimeout, "limit", LONGEST);
        problems.throwIfAny();
        return new JournalSettings(directory, maxBytes, entry, maxPendingAppends, maxPendingBytes, appendTimeout);
    }
}
