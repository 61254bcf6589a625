package io.reactivecache.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A file of a {@link LossyDisk}. Of each sector that was not synced any state it was in since may be found after a loss of power,
 * whatever became of the others, and of the size as well.
 */
final class LossyFile implements DataFile {

    private static final int SECTOR = 512;

    private final LossyDisk disk;
    private final Map<Integer, List<byte[]>> unsynced = new TreeMap<>();
    private final List<Integer> sizes = new ArrayList<>();
    private byte[] now = new byte[0];

    LossyFile(LossyDisk disk) {
        this.disk = disk;
        sizes.add(0);
    }

    @Override
    public long size() {
        return now.length;
    }

    @Override
    public void read(ByteBuffer into, long position) {
        if (position < now.length) {
            into.put(now, (int) position, Math.min(into.remaining(), now.length - (int) position));
        }
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        disk.before(LossyDisk.Step.WRITE);
        int end = (int) position + bytes.length;
        remember((int) position, Math.max(end, now.length));
        now = Arrays.copyOf(now, Math.max(end, now.length));
        System.arraycopy(bytes, 0, now, (int) position, bytes.length);
        sizes.add(now.length);
    }

    @Override
    public void truncate(long size) throws IOException {
        disk.before(LossyDisk.Step.WRITE);
        remember((int) size, now.length);
        now = Arrays.copyOf(now, (int) size);
        sizes.add(now.length);
    }

    private void remember(int from, int to) {
        for (int sector = from / SECTOR; sector * SECTOR < to; sector++) {
            unsynced.computeIfAbsent(sector, first -> new ArrayList<>()).add(sector(sector));
        }
    }

    private byte[] sector(int sector) {
        int from = Math.min(sector * SECTOR, now.length);
        return Arrays.copyOf(Arrays.copyOfRange(now, from, Math.min(from + SECTOR, now.length)), SECTOR);
    }

    @Override
    public void sync() throws IOException {
        disk.before(LossyDisk.Step.SYNC);
        unsynced.clear();
        sizes.clear();
        sizes.add(now.length);
    }

    /** Leaves what a loss of power leaves. */
    void lose(Random random) {
        int size = sizes.get(random.nextInt(sizes.size()));
        byte[] left = Arrays.copyOf(now, Math.max(Collections.max(sizes), now.length) + SECTOR);
        double kept = random.nextDouble();
        unsynced.forEach((sector, states) -> {
            if (random.nextDouble() > kept) {
                byte[] state = states.get(random.nextInt(states.size()));
                System.arraycopy(state, 0, left, sector * SECTOR, SECTOR);
            }
        });
        now = Arrays.copyOf(left, size);
        unsynced.clear();
        sizes.clear();
        sizes.add(size);
    }

    byte[] bytes() {
        return now.clone();
    }

    void bytes(byte[] changed) {
        now = changed.clone();
    }

    @Override
    public void close() {}
}
