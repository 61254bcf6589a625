package io.reactivecache.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A directory in memory that keeps what was not synced apart, and loses a part of it when the power is lost. */
final class LossyDisk implements Directory {

    /** What can fail. */
    enum Step {
        WRITE,
        SYNC,
        NAME
    }

    private final List<Consumer<Map<String, LossyFile>>> unsynced = new ArrayList<>();
    private Map<String, LossyFile> synced = new TreeMap<>();
    private Map<String, LossyFile> now = new TreeMap<>();
    private int stepsLeft = Integer.MAX_VALUE;
    private int syncsLeft = Integer.MAX_VALUE;
    private int writesLeft = Integer.MAX_VALUE;
    private volatile boolean closed;

    /** Loses power after so many steps. */
    void losePowerAfter(int steps) {
        stepsLeft = steps;
    }

    /** Fails every sync after so many. */
    void failSyncsAfter(int syncs) {
        syncsLeft = syncs;
    }

    /** Fails every write after so many, as a disk does that is full. */
    void failWritesAfter(int writes) {
        writesLeft = writes;
    }

    void before(Step step) throws IOException {
        if (stepsLeft-- <= 0) {
            stepsLeft = 0;
            throw new PowerLoss();
        }
        if (step == Step.SYNC && syncsLeft-- <= 0) {
            throw new IOException("Input/output error");
        }
        if (step == Step.WRITE && writesLeft-- <= 0) {
            throw new IOException("No space left on device");
        }
    }

    /** Turns the power on again. */
    void lose(Random random) {
        unsynced.stream().filter(step -> random.nextBoolean()).forEach(step -> step.accept(synced));
        unsynced.clear();
        synced.values().forEach(file -> file.lose(random));
        now = new TreeMap<>(synced);
        heal();
    }

    /** Stops failing. */
    void heal() {
        stepsLeft = Integer.MAX_VALUE;
        syncsLeft = Integer.MAX_VALUE;
        writesLeft = Integer.MAX_VALUE;
    }

    /** How many bytes its files take. */
    long size() {
        return now.values().stream().mapToLong(LossyFile::size).sum();
    }

    LossyFile file(String name) {
        return now.get(name);
    }

    private void change(Consumer<Map<String, LossyFile>> step) throws IOException {
        before(Step.NAME);
        step.accept(now);
        unsynced.add(step);
    }

    @Override
    public List<String> names() {
        return List.copyOf(now.keySet());
    }

    @Override
    public DataFile create(String name) throws IOException {
        LossyFile file = new LossyFile(this);
        change(names -> names.put(name, file));
        return file;
    }

    @Override
    public DataFile open(String name) {
        return now.get(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        LossyFile file = now.get(from);
        change(names -> {
            names.remove(from);
            names.put(to, file);
        });
    }

    @Override
    public void delete(String name) throws IOException {
        change(names -> names.remove(name));
    }

    @Override
    public void sync() throws IOException {
        before(Step.SYNC);
        unsynced.clear();
        synced = new TreeMap<>(now);
    }

    /** True if whoever had it has let go of it. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
