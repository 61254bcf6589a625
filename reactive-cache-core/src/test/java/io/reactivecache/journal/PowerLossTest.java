package io.reactivecache.journal;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A log on a disk that loses what was not synced, sector by sector and name by name. */
final class PowerLossTest {

    private static final int SEEDS = Integer.getInteger("power.losses", 150);
    private static final int LIVES = 6;

    @Test
    void whatWasCommittedIsThereAfterwardsAndWhatWasAcknowledgedIsNot() {
        int from = Integer.getInteger("power.losses.from", 0);
        for (int seed = from; seed < from + SEEDS; seed++) {
            int one = seed;
            assertThatCode(() -> live(new Random(one))).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    private static void live(Random random) throws Exception {
        Life life = new Life(random);
        for (int i = 0; i < LIVES; i++) {
            life.pass();
        }
        life.end();
    }
}
