package io.reactivecache.test.faults;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** What was tried, how often it failed, and what else is counted, by name. The first failures are told in words, at once
 * and in the end. */
final class Tally {

    private static final int TOLD = 50;

    private final Map<String, LongAdder> trials = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> failures = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final List<String> told = new CopyOnWriteArrayList<>();

    void tried(String promise) {
        add(trials, promise, 1);
    }

    void failed(String promise, String what) {
        add(failures, promise, 1);
        if (told.size() < TOLD) {
            told.add(promise + ": " + what);
            System.out.println(promise + ": " + what);
        }
    }

    void count(String what) {
        count(what, 1);
    }

    void count(String what, long times) {
        add(counts, what, times);
    }

    private static void add(Map<String, LongAdder> numbers, String name, long times) {
        numbers.computeIfAbsent(name, absent -> new LongAdder()).add(times);
    }

    List<String> promises() {
        return List.copyOf(trials.keySet());
    }

    long trials(String promise) {
        return number(trials, promise);
    }

    long failures(String promise) {
        return number(failures, promise);
    }

    long counted(String what) {
        return number(counts, what);
    }

    private static long number(Map<String, LongAdder> numbers, String name) {
        LongAdder number = numbers.get(name);
        return number == null ? 0 : number.sum();
    }

    Map<String, LongAdder> counts() {
        return counts;
    }

    /** The first failures. */
    List<String> told() {
        return told;
    }
}
