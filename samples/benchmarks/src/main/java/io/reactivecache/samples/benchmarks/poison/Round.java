package io.reactivecache.samples.benchmarks.poison;

import io.reactivecache.CacheWrites;
import io.reactivecache.Durability;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.builder.WriteBehindBuilder;
import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.spi.InProcessDeadLetters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** So many writes by many callers, through a cache of their own. */
public final class Round {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int CALLERS = 4_096;

    private final boolean isKept;
    private final int writes;
    private final RefusingWriter writer;
    private final InProcessDeadLetters letters;

    /**
     * A round.
     *
     * @param isKept true if the writes are DEFERRED, else they are EVENTUAL
     * @param writes how many there are, of different keys
     * @param isRefusing true if one of a thousand is refused
     */
    public Round(boolean isKept, int writes, boolean isRefusing) {
        this.isKept = isKept;
        this.writes = writes;
        this.writer = new RefusingWriter(isRefusing);
        this.letters = new InProcessDeadLetters(writes);
    }

    /**
     * Runs it, and gives how many writes a second the system of record took, from the first call to the last of those that are
     * not refused.
     *
     * @throws IOException if there is no room for a journal
     */
    public double perSecond() throws IOException {
        Path directory = Files.createTempDirectory("poison");
        FileWriteJournal journal =
                FileWriteJournal.builder(directory.resolve("journal")).build();
        try {
            return perSecond(journal);
        } finally {
            journal.disposeLater().block(LIMIT);
            delete(directory);
        }
    }

    private double perSecond(FileWriteJournal journal) {
        ReactiveCache<Integer, Integer> cache = ReactiveCaches.builder("poison")
                .keys(Integer.class)
                .values(Integer.class)
                .bulkWriter(writer)
                .writeBehind(behind -> settings(behind, journal))
                .build();
        cache.ready().block(LIMIT);
        long begun = System.nanoTime();
        write(cache.with(WriteOptions.none().durability(isKept ? Durability.DEFERRED : Durability.EVENTUAL)));
        cache.flush().block(LIMIT);
        check();
        cache.close().block(LIMIT);
        return writer.written() * (double) Duration.ofSeconds(1).toNanos() / (writer.lastAt() - begun);
    }

    private void settings(WriteBehindBuilder behind, FileWriteJournal journal) {
        behind.journal(journal).deadLetters(letters).settings(later -> later.maxWait(LIMIT));
    }

    private void write(CacheWrites<Integer, Integer> later) {
        Flux.range(0, writes)
                .flatMap(key -> later.put(key, key), CALLERS)
                .then()
                .block(LIMIT);
    }

    private void check() {
        long dead = letters.letters().count().blockOptional(LIMIT).orElse(0L);
        int refused = writer.refused(writes);
        if (dead != refused || writer.written() != writes - refused) {
            throw new IllegalStateException("dead letters: " + dead + ", written: " + writer.written() + " (expected: "
                    + refused + " refused)");
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }
}
