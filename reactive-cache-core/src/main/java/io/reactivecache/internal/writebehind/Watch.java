package io.reactivecache.internal.writebehind;

/**
 * Somebody waits until the writes of a key are settled that were accepted up to some place in its order.
 *
 * @param mark the place
 * @param settled wakes whoever waits
 * @param ended wakes him too: they never will be
 */
record Watch(long mark, Runnable settled, Runnable ended) {

    /** True if they are, as the oldest that is pending came later. */
    boolean isSettled(long oldest, Wakes wakes) {
        boolean isSettled = oldest > mark;
        if (isSettled) {
            wakes.add(settled);
        }
        return isSettled;
    }
}
