package io.reactivecache.samples.benchmarks.write;

/**
 * What one trial has shown.
 *
 * @param way how it was written
 * @param callers how many puts were under way at any time
 * @param keys how many keys there were
 * @param answered puts answered in each second
 * @param applied puts answered and applied, or overtaken by a newer one, in each second, the time until the last was included
 * @param cpu the processor time of the JVM in microseconds for each put, that of applying it included
 * @param calls how often the system of record was called
 * @param writes how many writes it was given
 * @param load the load average of the machine
 */
record Figures(
        Way way,
        int callers,
        int keys,
        long answered,
        long applied,
        double cpu,
        long calls,
        long writes,
        double load) {}
