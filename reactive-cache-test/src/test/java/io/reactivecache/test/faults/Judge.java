package io.reactivecache.test.faults;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Says of each answer whether it is as new as promised, by the clock of this process alone. */
final class Judge {

    static final String BOUND = "stalenessBound";
    static final String OWN = "ownWrites";
    static final String LOST = "lostInvalidations";

    private static final long LIMIT =
            FaultNode.MAX_STALENESS.plus(Duration.ofMillis(50)).toNanos();
    private static final String FAILED = "failed";
    private static final String NONE = "none";

    private final Rows rows;
    private final Tally tally;
    private final AtomicLong oldest = new AtomicLong();

    Judge(Rows rows, Tally tally) {
        this.rows = rows;
        this.tally = tally;
    }

    /**
     * Judges the answer to a read. One that failed says nothing.
     *
     * @param sent when the read was sent
     * @param own the newest version of the key the same node had acknowledged by then
     */
    void read(int node, int key, long sent, int own, String answer) {
        if (answer.startsWith(FAILED)) {
            tally.count("reads.failed");
            return;
        }
        Row row = rows.row(key);
        int value = value(answer);
        long age = row.age(value, sent);
        oldest.accumulateAndGet(age, Math::max);
        tally.count("reads." + source(answer));
        check(BOUND, age <= LIMIT, node, key, answer, age);
        check(OWN, row.version(value) >= own, node, key, answer, age);
    }

    /** Judges what is there in the end. A tier that has nothing of a key has lost nothing. */
    void last(String tier, int node, int key, String answer) {
        if (tier.equals("read") || !answer.equals(NONE)) {
            Row row = rows.row(key);
            boolean right = row.version(value(answer)) >= row.newest();
            check(LOST, right, node, key, tier + ' ' + answer, 0);
        }
    }

    private void check(String promise, boolean kept, int node, int key, String answer, long age) {
        tally.tried(promise);
        if (!kept) {
            Row row = rows.row(key);
            tally.failed(
                    promise,
                    "node " + node + ", key " + key + ", answer " + answer + " of version " + row.version(value(answer))
                            + ", newest acknowledged " + row.newest() + ", too old by " + age / 1_000_000 + " ms");
        }
    }

    private static int value(String answer) {
        return Character.isDigit(answer.charAt(0)) ? Integer.parseInt(answer.split(" ")[0]) : -1;
    }

    private static String source(String answer) {
        int space = answer.indexOf(' ');
        return space < 0 ? NONE : answer.substring(space + 1).toLowerCase(java.util.Locale.ROOT);
    }

    /** How old the oldest answer was: the time from the acknowledgement of a later version to the read. */
    Duration oldest() {
        return Duration.ofNanos(oldest.get());
    }
}
