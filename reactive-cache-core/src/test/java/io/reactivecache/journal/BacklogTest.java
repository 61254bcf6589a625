package io.reactivecache.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.CaughtUp;
import io.reactivecache.spi.JournalEvent.Entry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where among the entries a drain says that those from before were all. */
final class BacklogTest {

    private SegmentedLog log;

    @BeforeEach
    void open() throws IOException {
        log = Recovery.open(new LossyDisk(), Sizes.of(1024 * 1024, 100)).log();
    }

    private void append(int number) throws IOException {
        log.append(new byte[] {(byte) number});
        log.commit();
    }

    private static void assertNext(Backlog backlog, int... numbers) throws IOException {
        for (int number : numbers) {
            @Nullable JournalEvent next = backlog.next();
            assertThat(next)
                    .isInstanceOfSatisfying(
                            Entry.class, entry -> assertThat(entry.payload()).containsExactly(number));
        }
    }

    @Test
    void behindTheLastThatWasThereAndBeforeWhateverCameSince() throws IOException {
        append(1);
        append(2);
        Backlog backlog = new Backlog(log);
        append(3);

        assertNext(backlog, 1, 2);
        append(4);
        assertThat(backlog.next()).isInstanceOf(CaughtUp.class);
        assertNext(backlog, 3, 4);
        assertThat(backlog.next()).isNull();
        append(5);
        assertNext(backlog, 5);
    }

    @Test
    void atOnceIfNothingWasThereOrAllOfItWasAcknowledgedMeanwhile() throws IOException {
        append(1);
        Backlog backlog = new Backlog(log);
        log.acknowledge(0);

        assertThat(backlog.next()).isInstanceOf(CaughtUp.class);
        assertThat(backlog.next()).isNull();
        assertThat(new Backlog(log).next()).isInstanceOf(CaughtUp.class);
    }
}
