package io.reactivecache.config;

import java.time.Duration;
import java.util.Objects;

/** Collects which of the values that the remote tier has the local tier keeps too. */
public final class PromotionConfigBuilder {

    private int maxValueBytes = Integer.MAX_VALUE;
    private boolean hotOnly;
    private int misses = 1;
    private Duration missWindow = Duration.ofMinutes(1);
    private double maxHeap = 1;

    PromotionConfigBuilder() {}

    /** The largest value to keep, as measured by the cache's sizer, which it needs. Defaults to any. */
    public PromotionConfigBuilder maxValueBytes(int bytes) {
        this.maxValueBytes = bytes;
        return this;
    }

    /** Keeps only values of hot keys; needs something that finds them. Defaults to those of all keys. */
    public PromotionConfigBuilder hotOnly() {
        this.hotOnly = true;
        return this;
    }

    /** Keeps the value of a key only when it misses for the n-th time. Defaults to the first; at most 4,095. */
    public PromotionConfigBuilder misses(int n) {
        this.misses = n;
        return this;
    }

    /** A key that missed no more for this long may begin anew, after twice the time it does. Defaults to 1 minute. */
    public PromotionConfigBuilder missWindow(Duration value) {
        this.missWindow = Objects.requireNonNull(value, "missWindow");
        return this;
    }

    /**
     * Keeps nothing while what the last collections of garbage have left takes this part of the heap or more. Defaults to 1:
     * nobody looks.
     */
    public PromotionConfigBuilder maxHeap(double part) {
        this.maxHeap = part;
        return this;
    }

    PromotionConfig build() {
        return new PromotionConfig(maxValueBytes, hotOnly, misses, missWindow, maxHeap);
    }
}
