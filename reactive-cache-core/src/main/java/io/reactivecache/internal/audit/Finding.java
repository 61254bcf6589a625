package io.reactivecache.internal.audit;

import io.reactivecache.AuditReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of one key.
 *
 * @param checked true if it was compared
 * @param localOff true if the local tier was wrong for longer than the bound
 * @param remoteOff true if the remote tier was
 * @param repaired true if it was invalidated
 * @param staleness how long it differed, if it did and came right by itself
 */
record Finding(boolean checked, boolean localOff, boolean remoteOff, boolean repaired, Optional<Duration> staleness) {

    static final Finding SKIPPED = new Finding(false, false, false, false, Optional.empty());
    static final Finding SOUND = new Finding(true, false, false, false, Optional.empty());

    /** It differed for a time. */
    static Finding stale(Duration time) {
        return new Finding(true, false, false, false, Optional.of(time));
    }

    boolean isOff() {
        return localOff || remoteOff;
    }

    Finding asRepaired() {
        return new Finding(checked, localOff, remoteOff, true, staleness);
    }

    static AuditReport report(List<Finding> findings) {
        int checked = count(findings.stream().map(Finding::checked).toList());
        return new AuditReport(
                checked,
                findings.size() - checked,
                count(findings.stream().map(Finding::localOff).toList()),
                count(findings.stream().map(Finding::remoteOff).toList()),
                count(findings.stream().map(Finding::repaired).toList()),
                findings.stream()
                        .flatMap(finding -> finding.staleness().stream())
                        .sorted()
                        .toList());
    }

    private static int count(List<Boolean> flags) {
        return (int) flags.stream().filter(flag -> flag).count();
    }
}
