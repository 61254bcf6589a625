package io.reactivecache.test.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache over a journal in files is killed at any moment; {@code -Dkill.rounds=} says how often. */
final class FileCacheKillTest {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 6);
    private static final long SEED = Long.getLong("kill.seed", 1);

    @TempDir
    private Path root;

    @Test
    void everyAcknowledgedWriteIsAppliedInTheOrderOfItsKeyHoweverOftenTheNodeIsKilled() throws IOException {
        Place journal = new Place.Files(root.resolve("journal"));
        try (KilledCache cache = new KilledCache(root, journal, this::copied, List.of("a"), SEED)) {
            cache.run(ROUNDS);
        }
    }

    private Place copied(Place place) {
        try {
            Path copy = Files.createTempDirectory(root, "copy");
            try (var files = Files.list(Path.of(place.toString()))) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
            return new Place.Files(copy);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
