package io.reactivecache.datasketches;

import io.reactivecache.config.Problems;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/** Collects the settings of {@link SketchHotKeys}. Not safe to use from many threads. */
public final class SketchHotKeysBuilder<K> {

    private final InstantSource clock;
    private Duration window = Duration.ofMinutes(1);
    private double share = 0.01;
    private long minReads = 1_000;
    private int mapSize = 1_024;
    private Duration refresh = Duration.ofSeconds(1);

    SketchHotKeysBuilder(InstantSource clock) {
        this.clock = clock;
    }

    /** How long reads are counted for: they are forgotten after one to two of these. At least a second; defaults to 1 minute. */
    public SketchHotKeysBuilder<K> window(Duration window) {
        this.window = Objects.requireNonNull(window, "window");
        return this;
    }

    /** The part of all reads that makes a key hot, 0.001 to 1. Defaults to 0.01. */
    public SketchHotKeysBuilder<K> share(double share) {
        this.share = share;
        return this;
    }

    /** How many reads a hot key has at least. Defaults to 1,000. */
    public SketchHotKeysBuilder<K> minReads(long minReads) {
        this.minReads = minReads;
        return this;
    }

    /**
     * The room for counters, a power of two; three quarters of it are used, in each of two windows. At least 7 / {@link #share},
     * so that no key is missed that has one and a half times the share; at most 1,048,576. Defaults to 1,024.
     */
    public SketchHotKeysBuilder<K> mapSize(int mapSize) {
        this.mapSize = mapSize;
        return this;
    }

    /**
     * How long what is known of hot keys may be out of date while keys are read. At least a millisecond, at most the window;
     * defaults to 1 second.
     */
    public SketchHotKeysBuilder<K> refresh(Duration refresh) {
        this.refresh = Objects.requireNonNull(refresh, "refresh");
        return this;
    }

    /**
     * Begins to count.
     *
     * @throws io.reactivecache.InvalidConfigException if settings cannot work
     */
    public SketchHotKeys<K> build() {
        Problems problems = new Problems();
        problems.check(window.toSeconds() >= 1, "window", window, ">= PT1S");
        problems.positive("window", window);
        problems.within("share", share, 0.001, 1);
        problems.atLeast("minReads", minReads, 1);
        problems.check(Integer.bitCount(mapSize) == 1, "mapSize", mapSize, "a power of two");
        problems.within("mapSize", mapSize, Math.max(8, Math.round(7 / share)), 1_048_576);
        problems.check(refresh.toMillis() >= 1, "refresh", refresh, ">= PT0.001S");
        problems.notLonger("refresh", refresh, "window", window);
        problems.throwIfAny();
        return new SketchHotKeys<>(new HotKeySettings(window, share, minReads, mapSize, refresh), clock);
    }
}
