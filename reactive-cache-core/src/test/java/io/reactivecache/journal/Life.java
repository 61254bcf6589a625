package io.reactivecache.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.journal.Recovery.Recovered;
import io.reactivecache.spi.JournalEvent.Entry;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A log in one life after another, with what it must have and may have.
 *
 * <p>{@code kept} must be delivered, {@code maybe} may be, {@code forgotten} must not.
 */
final class Life {

    static final long MAX_BYTES = 1024 * 1024;

    private static final int ENTRY = 6_000;
    private static final Sizes SIZES = Sizes.of(MAX_BYTES, ENTRY);

    private final LossyDisk disk = new LossyDisk();
    private final Random random;
    private final TreeMap<Long, byte[]> kept = new TreeMap<>();
    private final Map<Long, byte[]> maybe = new HashMap<>();
    private final Set<Long> forgotten = new HashSet<>();
    private final Set<Long> acknowledging = new HashSet<>();

    Life(Random random) {
        this.random = random;
    }

    /** Opens it, checks what it delivers, uses it, until the power is lost. */
    void pass() throws IOException {
        disk.losePowerAfter(random.nextInt(random.nextBoolean() ? 40 : 1_500));
        try {
            SegmentedLog log = opened();
            while (true) {
                step(log);
            }
        } catch (PowerLoss lost) {
            disk.lose(random);
        }
    }

    /** Opens it after the last life. */
    void end() throws IOException {
        opened();
        opened();
    }

    private SegmentedLog opened() throws IOException {
        Recovered recovered = Recovery.open(disk, SIZES);
        TreeMap<Long, byte[]> found = all(recovered.log());
        kept.forEach((sequence, payload) -> assertThat(found).containsKey(sequence));
        found.forEach((sequence, payload) -> {
            assertThat(forgotten).doesNotContain(sequence);
            assertThat(payload).isEqualTo(kept.getOrDefault(sequence, maybe.get(sequence)));
        });
        acknowledging.stream().filter(sequence -> !found.containsKey(sequence)).forEach(forgotten::add);
        kept.clear();
        kept.putAll(found);
        maybe.clear();
        acknowledging.clear();
        return recovered.log();
    }

    private static TreeMap<Long, byte[]> all(SegmentedLog log) throws IOException {
        TreeMap<Long, byte[]> found = new TreeMap<>();
        Cursor cursor = new Cursor(log);
        for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
            assertThat(found.isEmpty() || found.lastKey() < entry.sequence()).isTrue();
            found.put(entry.sequence(), entry.payload());
        }
        return found;
    }

    private void step(SegmentedLog log) throws IOException {
        Map<Long, byte[]> group = new HashMap<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            append(log, group);
        }
        Set<Long> acknowledged = acknowledge(log);
        log.commit();
        kept.putAll(group);
        group.keySet().forEach(maybe::remove);
        acknowledging.removeAll(acknowledged);
        acknowledged.forEach(maybe::remove);
        forgotten.addAll(acknowledged);
        log.reclaim();
        assertThat(disk.size()).isLessThanOrEqualTo(MAX_BYTES);
    }

    private void append(SegmentedLog log, Map<Long, byte[]> group) throws IOException {
        byte[] payload = new byte[random.nextInt(random.nextInt(10) == 0 ? ENTRY : 200)];
        random.nextBytes(payload);
        long sequence = log.next();
        maybe.put(sequence, payload);
        if (log.append(payload)) {
            group.put(sequence, payload);
        } else {
            maybe.remove(sequence);
        }
    }

    /** Mostly the oldest; now and then one is left behind for long. */
    private Set<Long> acknowledge(SegmentedLog log) {
        Set<Long> chosen = new HashSet<>();
        for (int i = random.nextInt(10); i > 0 && kept.size() > 5; i--) {
            long from = kept.firstKey() + random.nextInt(random.nextInt(20) == 0 ? 500 : 3);
            Long sequence = kept.higherKey(from);
            if (sequence != null) {
                maybe.put(sequence, Arrays.copyOf(kept.get(sequence), kept.get(sequence).length));
                kept.remove(sequence);
                chosen.add(sequence);
                acknowledging.add(sequence);
                log.acknowledge(sequence);
            }
        }
        return chosen;
    }
}
