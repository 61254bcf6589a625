package io.reactivecache.test.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What each node has to know by now, and what showed that it did not.
 *
 * <p>The invariants are those of the explicit-state model of the protocol. I1 and I2: a node that has applied the record of a
 * change, or made the change itself and had it acknowledged, finds in no tier a value older than it: neither a read that
 * begins from then on is answered one, nor is one in the local tier. I3: when nothing is under way any more and every record
 * is applied, neither tier of any node has, and no read answers, a value older than the last change that was announced; which
 * is the present one, but where a writer was told that its change was not announced.
 */
final class Ledger {

    private static final int NO_RECORD = -1;

    private final Rows rows;
    private final int[][] known;
    private final int[][] lastRecord;
    private final int[] acknowledged = new int[World.KEYS];
    private final @Nullable Write[] newest = new Write[World.KEYS];
    private final List<Optional<Write>> records = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    Ledger(Rows rows, int nodes) {
        this.rows = rows;
        this.known = new int[nodes][World.KEYS];
        this.lastRecord = new int[nodes][World.KEYS];
    }

    void clear() {
        records.clear();
        violations.clear();
        for (int key = 0; key < World.KEYS; key++) {
            acknowledged[key] = 0;
            newest[key] = null;
        }
        for (int node = 0; node < known.length; node++) {
            crashed(node);
        }
    }

    /** A record was appended, by a write or by a node that repeats one; each in its turn. */
    void appended(Optional<Write> write) {
        records.add(write);
    }

    /** A node has applied a record, counted from 0. */
    void applied(int node, int record) {
        records.get(record).ifPresent(write -> learn(node, write.key(), write.version(), record));
    }

    /** A node has lost its place, or begins, and goes on after a record. */
    void reset(int node, int last) {
        for (int record = 0; record <= last; record++) {
            applied(node, record);
        }
    }

    /** A node has crashed: whatever it knew is lost. */
    void crashed(int node) {
        Arrays.fill(known[node], 0);
        Arrays.fill(lastRecord[node], NO_RECORD);
    }

    /** The caller of a write was told that it is done. */
    void acknowledged(Write write) {
        acknowledged[write.key()] = Math.max(acknowledged[write.key()], write.version());
        learn(write.node().node(), write.key(), write.version(), write.number());
        Write known = newest[write.key()];
        if (known == null || write.number() > known.number()) {
            newest[write.key()] = write;
        }
    }

    /** Of the acknowledged writes of a key the last one in the log. */
    Optional<Write> newest(int key) {
        return Optional.ofNullable(newest[key]);
    }

    private void learn(int node, int key, int version, int record) {
        known[node][key] = Math.max(known[node][key], version);
        lastRecord[node][key] = Math.max(lastRecord[node][key], record);
    }

    /** So much time has passed that nodes may forget the changes whose writers were not told that they are done. */
    void forget() {
        for (int node = 0; node < known.length; node++) {
            for (int key = 0; key < World.KEYS; key++) {
                known[node][key] = Math.min(known[node][key], acknowledged[key]);
            }
            Arrays.fill(lastRecord[node], NO_RECORD);
        }
    }

    /** The version a read of a node that begins now must reflect. */
    int known(int node, int key) {
        return known[node][key];
    }

    /** The version every node must reflect of an acknowledged change. */
    int acknowledged(int key) {
        return acknowledged[key];
    }

    /** Checks an answer. */
    void check(Object who, int key, Optional<Integer> answer, int wanted) {
        int version = rows.version(key, answer);
        if (version < wanted) {
            violation(who + " has version " + version + " (expected: >= " + wanted + ")");
        }
    }

    /** Checks that a node does not offer the remote tier what it would not take from it: see I2. */
    void checkFill(int node, int key, int stamp) {
        if (stamp < lastRecord[node][key]) {
            violation("n" + node + " fills k" + key + " as of record " + stamp + " (expected: >= "
                    + lastRecord[node][key] + ")");
        }
    }

    void violation(String what) {
        violations.add(what);
    }

    List<String> violations() {
        return violations;
    }
}
