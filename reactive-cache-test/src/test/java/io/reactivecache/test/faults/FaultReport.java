package io.reactivecache.test.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What all runs have shown together: each promise, how often it was tried, and how often it was broken. */
final class FaultReport {

    static final String RESETS = "lossyResets";

    private static final Path FILE = Path.of("target", "faults.json");

    private final JsonMapper json =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private final List<FaultResult> results = new ArrayList<>();

    void add(FaultResult result) {
        results.add(result);
    }

    /** Writes and prints the report, as far as there is one. */
    void write() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("promises", promises());
        report.put("runs", results.stream().map(FaultResult::told).toList());
        json.writeValue(FILE, report);
        System.out.println(json.writeValueAsString(report));
    }

    private Map<String, Map<String, Long>> promises() {
        Map<String, Map<String, Long>> promises = new TreeMap<>();
        for (FaultResult result : results) {
            Tally tally = result.tally();
            tally.promises().forEach(promise -> add(promises, promise, tally.trials(promise), tally.failures(promise)));
            if (result.log().isLossy()) {
                add(promises, RESETS, tally.counted("node.LOG_RESET"), failures(tally));
            }
        }
        return promises;
    }

    private static void add(Map<String, Map<String, Long>> promises, String promise, long trials, long failures) {
        Map<String, Long> before = promises.getOrDefault(promise, FaultResult.counts(0, 0));
        promises.put(
                promise,
                new TreeMap<>(FaultResult.counts(
                        before.getOrDefault("trials", 0L) + trials, before.getOrDefault("failures", 0L) + failures)));
    }

    static long failures(Tally tally) {
        return tally.promises().stream().mapToLong(tally::failures).sum();
    }
}
