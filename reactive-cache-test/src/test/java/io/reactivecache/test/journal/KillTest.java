package io.reactivecache.test.journal;

import io.reactivecache.test.server.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that appends is killed at any moment; {@code -Djournal.kills=} says how often. */
final class KillTest {

    private static final int ROUNDS = Integer.getInteger("journal.kills", 10);
    private static final long SEED = Long.getLong("journal.seed", 1);
    private static final int MOST_LINES = 2_000;

    @TempDir
    private Path root;

    @Test
    void whateverWasCompletedBeforeAKillIsDeliveredAfterIt() throws IOException {
        KilledJournal journal = new KilledJournal(root.resolve("journal"));
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            try (ForkedJvm fork = journal.begin(List.of(), random.nextLong())) {
                fork.await(random.nextInt(MOST_LINES));
                journal.check(fork.kill());
            }
        }
    }
}
