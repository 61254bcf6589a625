package io.reactivecache.config;

import java.time.Duration;

/**
 * Which of the values that the remote tier has the local tier keeps too: those that meet all of it. What was put on this node,
 * and what the remote tier cannot take, is kept in any case.
 *
 * @param maxValueBytes the largest value, as measured by the cache's sizer; {@link Integer#MAX_VALUE}: any
 * @param hotOnly true if only values of hot keys are kept
 * @param misses how often a key must have missed the local tier, this time included; 1: the first time is enough
 * @param missWindow a key that missed no more for this long may begin anew, after twice the time it does
 * @param maxHeap from which part of the heap in use on nothing is kept; 1: only when it is full
 */
public record PromotionConfig(int maxValueBytes, boolean hotOnly, int misses, Duration missWindow, double maxHeap) {

    private static final int MOST_MISSES = 4_095;

    /**
     * Checks every setting.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public PromotionConfig {
        Problems problems = new Problems();
        problems.atLeast("promotion.maxValueBytes", maxValueBytes, 1);
        problems.within("promotion.misses", misses, 1, MOST_MISSES);
        problems.positive("promotion.missWindow", missWindow);
        problems.check(maxHeap > 0 && maxHeap <= 1, "promotion.maxHeap", maxHeap, "> 0, <= 1");
        problems.throwIfAny();
    }

    /** True if values are measured. */
    public boolean isMeasured() {
        return maxValueBytes != Integer.MAX_VALUE;
    }

    /** True if misses are counted. */
    public boolean isCounted() {
        return misses > 1;
    }

    /** True if the heap is looked at. */
    public boolean isHeapWatched() {
        return maxHeap < 1;
    }

    /** True if every value is kept. */
    public boolean keepsAll() {
        return !isMeasured() && !hotOnly && !isCounted() && !isHeapWatched();
    }
}
