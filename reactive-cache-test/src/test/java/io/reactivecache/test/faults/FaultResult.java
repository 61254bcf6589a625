package io.reactivecache.test.faults;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run over one kind of log has shown.
 *
 * @param time from the first write to the last answer
 * @param oldest how old the oldest answer was
 */
record FaultResult(LogKind log, long seed, int writes, Duration time, Duration oldest, Tally tally) {

    /** As it is written down. */
    Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("log", log.name());
        told.put("seed", seed);
        told.put("seconds", time.toSeconds());
        told.put("writesPerSecond", perSecond(writes));
        told.put("readsPerSecond", perSecond(tally.trials(Judge.BOUND)));
        told.put("oldestAnswerMillis", oldest.toMillis());
        tally.promises().forEach(promise -> told.put(promise, counts(tally.trials(promise), tally.failures(promise))));
        tally.counts().forEach((what, times) -> told.put(what, times.sum()));
        told.put("failures", tally.told());
        return told;
    }

    static Map<String, Long> counts(long trials, long failures) {
        return Map.of("trials", trials, "failures", failures);
    }

    private long perSecond(long times) {
        return times * 1_000 / Math.max(1, time.toMillis());
    }
}
