package io.reactivecache;

import java.time.Duration;
import java.util.List;

/**
 * What an audit found.
 *
 * @param checked how many keys were compared
 * @param skipped how many were not: they had left the local tier, or what they were to be compared with could not be had
 * @param localDivergent of how many the local tier kept, for longer than the bound, what is not right
 * @param remoteDivergent of how many the remote tier did
 * @param repaired how many of them were invalidated
 * @param staleness for how long values were seen to differ before the cache noticed by itself, shortest first; what differed
 *     when it was first looked at may have done so before
 */
public record AuditReport(
        int checked, int skipped, int localDivergent, int remoteDivergent, int repaired, List<Duration> staleness) {

    public AuditReport {
        staleness = List.copyOf(staleness);
    }

    /** True if nothing differed for longer than the bound. */
    public boolean isConsistent() {
        return localDivergent == 0 && remoteDivergent == 0;
    }

    /** How long the given part of the values that differed did so at most; zero if none did. */
    public Duration percentile(double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("part: " + part + " (expected: 0 to 1)");
        }
        return staleness.isEmpty()
                ? Duration.ZERO
                : staleness.get((int) Math.ceil(part * staleness.size()) - (part == 0 ? 0 : 1));
    }
}
