package io.reactivecache.test.history;

import java.util.ArrayList;
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

    private final Rows rows;
    private final int[][] known;
    private final int[] acknowledged = new int[World.KEYS];
    private final @Nullable Write[] newest = new Write[World.KEYS];
    private final List<Write> records = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    Ledger(Rows rows, int nodes) {
        this.rows = rows;
        this.known = new int[nodes][World.KEYS];
    }

    void clear() {
        records.clear();
        violations.clear();
        for (int key = 0; key < World.KEYS; key++) {
            acknowledged[key] = 0;
            newest[key] = null;
            for (int[] node : known) {
                node[key] = 0;
            }
        }
    }

    /** A record was appended; each in its turn. */
    void appended(Write write) {
        records.add(write);
    }

    /** A node has applied the record with this number, counted from 0. */
    void applied(int node, int record) {
        Write write = records.get(record);
        learn(node, write.key(), write.version());
    }

    /** A node has lost its place and begins after the last record. */
    void reset(int node) {
        records.forEach(write -> learn(node, write.key(), write.version()));
    }

    /** The caller of a write was told that it is done. */
    void acknowledged(Write write) {
        acknowledged[write.key()] = Math.max(acknowledged[write.key()], write.version());
        learn(write.node(), write.key(), write.version());
        Write known = newest[write.key()];
        if (known == null || write.offset() > known.offset()) {
            newest[write.key()] = write;
        }
    }

    /** Of the acknowledged writes of a key the last one in the log. */
    Optional<Write> newest(int key) {
        return Optional.ofNullable(newest[key]);
    }

    private void learn(int node, int key, int version) {
        known[node][key] = Math.max(known[node][key], version);
    }

    /** So much time has passed that nodes may forget the changes whose writers were not told that they are done. */
    void forget() {
        for (int[] node : known) {
            for (int key = 0; key < World.KEYS; key++) {
                node[key] = Math.min(node[key], acknowledged[key]);
            }
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

    void violation(String what) {
        violations.add(what);
    }

    List<String> violations() {
        return violations;
    }
}
