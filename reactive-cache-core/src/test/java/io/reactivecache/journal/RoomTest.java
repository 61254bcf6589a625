package io.reactivecache.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** How much of the disk a log takes. */
final class RoomTest {

    private static final long MAX_BYTES = 1024 * 1024;
    private static final byte[] SMALL = {1};

    private final LossyDisk disk = new LossyDisk();

    @Test
    void entriesThatAreAcknowledgedGiveTheirRoomBack() throws IOException {
        SegmentedLog log = opened();
        byte[] payload = new byte[2_000];
        long written = 0;
        while (written < 100 * MAX_BYTES) {
            long sequence = log.next();
            assertThat(log.append(payload)).isTrue();
            log.acknowledge(sequence);
            commit(log);
            written += payload.length;
        }
    }

    @Test
    void anEntryThatStaysDoesNotKeepTheRoomOfTheOthers() throws IOException {
        SegmentedLog log = opened();
        log.append(SMALL);
        for (int i = 0; i < 5_000; i++) {
            long sequence = log.next();
            assertThat(log.append(new byte[800])).isTrue();
            log.acknowledge(sequence);
            commit(log);
        }

        assertThat(disk.names().size()).isLessThan(5);
        assertThat(opened().live()).isEqualTo(1);
    }

    @Test
    void aFullLogTakesTheAcknowledgementsOfItsEntriesInManySteps() throws IOException {
        SegmentedLog log = opened();
        while (log.append(SMALL)) {
            // Until there is no room.
        }
        commit(log);
        long entries = log.next();
        for (long sequence = 0; sequence < entries; sequence += 2) {
            log.acknowledge(sequence);
            commitNowAndThen(log, sequence);
        }
        commit(log);
        assertThat(opened().live()).isEqualTo(entries / 2);
        for (long sequence = 1; sequence < entries; sequence += 2) {
            log.acknowledge(sequence);
            log.append(SMALL);
            commitNowAndThen(log, sequence);
        }
        assertThat(log.append(SMALL)).isTrue();
    }

    private SegmentedLog opened() throws IOException {
        return Recovery.open(disk, Sizes.of(MAX_BYTES, 2_000)).log();
    }

    private void commitNowAndThen(SegmentedLog log, long sequence) throws IOException {
        if (sequence / 2 % 5 == 0) {
            commit(log);
        }
    }

    private void commit(SegmentedLog log) throws IOException {
        log.commit();
        log.reclaim();
        assertThat(disk.size()).isLessThanOrEqualTo(MAX_BYTES);
    }
}
