package io.reactivecache.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivecache.journal.Recovery.Recovered;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.JournalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is found that is not as it was written. */
final class DamageTest {

    private static final Sizes SIZES = Sizes.of(1024 * 1024, 1_000);
    private static final int GROUPS = 60;
    private static final String FIRST = SegmentName.of(0);

    private final LossyDisk disk = new LossyDisk();
    private final Random random = new Random(1);

    @BeforeEach
    void fill() throws IOException {
        SegmentedLog log = Recovery.open(disk, SIZES).log();
        for (int group = 0; group < GROUPS; group++) {
            log.append(new byte[] {(byte) group});
            log.append(new byte[] {(byte) group});
            log.commit();
        }
    }

    private static int end(byte[] bytes) {
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static List<Integer> all(Recovered recovered) throws IOException {
        List<Integer> found = new ArrayList<>();
        Cursor cursor = new Cursor(recovered.log());
        for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
            found.add((int) entry.payload()[0]);
        }
        return found;
    }

    @Test
    void aLogThatEndsEarlyHasEverythingBefore() throws IOException {
        byte[] whole = disk.file(FIRST).bytes();
        int end = end(whole);
        for (int cut = 1; cut < 200; cut++) {
            disk.file(FIRST).bytes(Arrays.copyOf(whole, end - cut));
            Recovered recovered = Recovery.open(disk, SIZES);
            int frame = Frame.size(1);
            int lost = (cut + frame - (end - SegmentHeader.SIZE) % frame - 1) / frame;
            assertThat(all(recovered))
                    .hasSizeBetween(2 * GROUPS - lost - 1, 2 * GROUPS)
                    .isSorted();
        }
    }

    @Test
    void garbageBehindTheEndIsCutAndCounted() throws IOException {
        byte[] whole = disk.file(FIRST).bytes();
        int end = SegmentHeader.SIZE + 2 * GROUPS * Frame.size(1);
        byte[] garbage = new byte[3_000];
        random.nextBytes(garbage);
        garbage[garbage.length - 1] = 1;
        byte[] longer = Arrays.copyOf(whole, Math.max(whole.length, end + garbage.length));
        System.arraycopy(garbage, 0, longer, end, garbage.length);
        disk.file(FIRST).bytes(longer);
        Recovered recovered = Recovery.open(disk, SIZES);

        assertThat(all(recovered)).hasSize(2 * GROUPS);
        assertThat(recovered.cut()).isEqualTo(garbage.length);
        assertThat(disk.file(FIRST).bytes()).hasSize(end);
        assertThat(Recovery.open(disk, SIZES).cut()).isZero();
    }

    @Test
    void damageToWhatWasAcknowledgedIsRefusedAndLeftAsItIs() {
        byte[] whole = disk.file(FIRST).bytes();
        int beforeTheLastGroup = SegmentHeader.SIZE + (2 * GROUPS - 2) * Frame.size(1);
        for (int at = 0; at < beforeTheLastGroup; at++) {
            if (isPadding(at)) {
                continue;
            }
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            disk.file(FIRST).bytes(damaged);
            assertThatThrownBy(() -> Recovery.open(disk, SIZES)).isInstanceOf(JournalException.class);
            assertThat(disk.file(FIRST).bytes()).isEqualTo(damaged);
        }
    }

    /** Behind the one byte of each entry, and behind the header's checksum. */
    private static boolean isPadding(int at) {
        return at < SegmentHeader.SIZE
                ? at >= SegmentHeader.SIZE - 4
                : (at - SegmentHeader.SIZE) % Frame.size(1) > Frame.HEADER;
    }

    @Test
    void aFileOfSomethingElseIsRefusedAndLeftAsItIs() {
        byte[] foreign = new byte[5_000];
        random.nextBytes(foreign);
        disk.file(FIRST).bytes(foreign);

        assertThatThrownBy(() -> Recovery.open(disk, SIZES))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("no magic number");
        assertThat(disk.file(FIRST).bytes()).isEqualTo(foreign);
    }

    @Test
    void aSegmentOfAnotherJournalIsRefused() throws IOException {
        LossyDisk other = new LossyDisk();
        SegmentedLog log = Recovery.open(other, SIZES).log();
        for (int i = 0; i < 2_000; i++) {
            log.append(new byte[100]);
        }
        log.commit();
        String second = other.names().get(1);
        disk.create(second);
        disk.file(second).bytes(other.file(second).bytes());

        assertThatThrownBy(() -> Recovery.open(disk, SIZES)).isInstanceOf(JournalException.class);
    }

    @Test
    void aSegmentWithoutItsEndThatIsNotTheLastIsRefused() throws IOException {
        SegmentedLog log = Recovery.open(disk, SIZES).log();
        for (int i = 0; i < 1_000; i++) {
            log.append(new byte[100]);
        }
        log.commit();
        assertThat(disk.names()).hasSizeGreaterThan(1);
        byte[] whole = disk.file(FIRST).bytes();
        disk.file(FIRST).bytes(Arrays.copyOf(whole, end(whole) - 10));

        assertThatThrownBy(() -> Recovery.open(disk, SIZES))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("damaged at");
    }
}
