package io.reactivecache.test.soak;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is left of the heap after collections of garbage, and how fast that grows. */
final class HeapSamples {

    private static final double BYTES_PER_MIB = 1024 * 1024;
    private static final double NANOS_PER_HOUR = Duration.ofHours(1).toNanos();

    private final long began = System.nanoTime();
    private final List<Sample> samples = new ArrayList<>();

    /** One look: hours since the first, and MiB. */
    record Sample(double hours, double mebibytes) {}

    /** Collects garbage, looks, and prints what is left. */
    void take() {
        System.gc();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        Sample sample = new Sample((System.nanoTime() - began) / NANOS_PER_HOUR, used / BYTES_PER_MIB);
        samples.add(sample);
        System.out.printf(Locale.ROOT, "soak: %6.1f min %8.2f MiB%n", sample.hours * 60, sample.mebibytes);
    }

    /** MiB per hour, by least squares over the later two thirds: caches and compiled code fill up before. */
    double slope() {
        List<Sample> settled = settled();
        double hours = settled.stream().mapToDouble(Sample::hours).average().orElse(0);
        double heap = settled.stream().mapToDouble(Sample::mebibytes).average().orElse(0);
        double together = settled.stream()
                .mapToDouble(sample -> (sample.hours - hours) * (sample.mebibytes - heap))
                .sum();
        double spread = settled.stream()
                .mapToDouble(sample -> (sample.hours - hours) * (sample.hours - hours))
                .sum();
        return spread == 0 ? 0 : together / spread;
    }

    /** MiB that the slope comes to over the time it was found in. */
    double growth() {
        List<Sample> settled = settled();
        return slope() * (settled.get(settled.size() - 1).hours - settled.get(0).hours);
    }

    int count() {
        return samples.size();
    }

    private List<Sample> settled() {
        return samples.subList(samples.size() / 3, samples.size());
    }
}
