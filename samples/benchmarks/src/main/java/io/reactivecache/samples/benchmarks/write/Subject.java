package io.reactivecache.samples.benchmarks.write;

import io.reactivecache.CacheWrites;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.journal.FileWriteJournal;
import io.reactivecache.spi.InProcessWriteJournal;
import io.reactivecache.spi.WriteJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** A cache that writes in one of the ways, with what it writes to. */
public final class Subject implements AutoCloseable {

    /** How long a call of the system of record takes. */
    public static final Duration CALL = Duration.ofMillis(1);

    private static final int MOST_ENTRIES = 1_000_000;
    private static final Duration LONG = Duration.ofMinutes(1);

    /** What it writes to. */
    public final SlowRecord system = new SlowRecord(CALL);
    /** The cache. */
    public final ReactiveCache<Long, String> cache;

    /** Its writes, in the way that is asked for. */
    public final CacheWrites<Long, String> writes;

    private final Optional<WriteJournal> journal;
    private @Nullable Path directory;

    /** Opens it. */
    public Subject(Way way) {
        this.journal = journal(way);
        this.cache = ReactiveCaches.builder("writes")
                .keys(Long.class)
                .values(String.class)
                .bulkWriter(system)
                .writeBehind(behind -> {
                    behind.settings(settings -> settings.maxWait(LONG).closeTimeout(LONG));
                    journal.ifPresent(behind::journal);
                })
                .build();
        this.writes = cache.with(WriteOptions.none().durability(way.durability));
    }

    private Optional<WriteJournal> journal(Way way) {
        return switch (way.keeper) {
            case NONE -> Optional.empty();
            case MEMORY -> Optional.of(new InProcessWriteJournal(MOST_ENTRIES));
            case FILE -> Optional.of(file());
        };
    }

    private WriteJournal file() {
        try {
            directory = Files.createTempDirectory("writes");
            return FileWriteJournal.builder(directory.resolve("journal")).build();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Closes it, and removes its files. */
    @Override
    public void close() {
        cache.close().block();
        journal.filter(Disposable.class::isInstance).map(Disposable.class::cast).ifPresent(Disposable::dispose);
        system.dispose();
        if (directory != null) {
            remove(directory);
        }
    }

    private static void remove(Path tree) {
        try (Stream<Path> all = Files.walk(tree)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
