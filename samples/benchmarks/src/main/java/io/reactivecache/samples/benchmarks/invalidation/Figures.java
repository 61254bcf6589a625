package io.reactivecache.samples.benchmarks.invalidation;

import java.util.Map;

/**
 * What one trial has shown. Times are milliseconds from when a change was due to when the last reader was through with it.
 *
 * @param log what carried the changes
 * @param contender who made them
 * @param rate how many changes were due in each second
 * @param changes how many were made
 * @param achieved how many of them came to all readers in each second
 * @param p50 half of the changes took no longer
 * @param p99 99 of 100 took no longer
 * @param max none took longer
 * @param late how many took longer than 100 ms
 * @param failed how many were not acknowledged
 * @param reasons how many of those by each kind of error
 * @param lost how many were acknowledged and did not come to every reader
 * @param left how many entries were left in the local tiers
 * @param sustained whether all came, and within a twentieth of the time after the last was due
 * @param cpu the processor time of this JVM in microseconds for each change, its five readers included
 * @param load the load average of the machine
 */
public record Figures(
        String log,
        String contender,
        int rate,
        int changes,
        long achieved,
        double p50,
        double p99,
        double max,
        long late,
        long failed,
        Map<String, Integer> reasons,
        long lost,
        long left,
        boolean sustained,
        double cpu,
        double load) {}
