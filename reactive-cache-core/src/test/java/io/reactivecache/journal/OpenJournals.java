package io.reactivecache.journal;

import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Journals of a test, closed at its end, and how to wait for what they say. */
final class OpenJournals implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<FileWriteJournal> open = new ArrayList<>();

    FileWriteJournal in(Path directory) {
        return with(FileWriteJournal.builder(directory).build());
    }

    FileWriteJournal with(FileWriteJournal journal) {
        open.add(journal);
        return journal;
    }

    /** What something errors with; null if it does not. */
    static @Nullable JournalException refusal(Mono<?> asked) {
        try {
            asked.block(LIMIT);
            return null;
        } catch (JournalException refused) {
            return refused;
        }
    }

    /** The entries that wait. */
    static List<Entry> entries(FileWriteJournal journal) {
        return journal.opened()
                .flatMapMany(found -> journal.drain().ofType(Entry.class).take(found.entries()))
                .collectList()
                .block(LIMIT);
    }

    @Override
    public void close() {
        open.forEach(journal -> journal.disposeLater().block(LIMIT));
    }
}
