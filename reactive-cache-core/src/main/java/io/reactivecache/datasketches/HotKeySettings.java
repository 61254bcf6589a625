package io.reactivecache.datasketches;

import java.time.Duration;

/**
 * The settings of {@link SketchHotKeys}, checked by its builder.
 *
 * @param window how long a generation of counts lasts
 * @param share the part of all reads that makes a key hot
 * @param minReads how many reads it takes at least
 * @param mapSize how many counters a generation has room for, a third more than it uses
 * @param refresh how long what is known of hot keys may be out of date
 */
record HotKeySettings(Duration window, double share, long minReads, int mapSize, Duration refresh) {}
