package io.reactivecache.test.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What each node has to know by now, and what showed that it did not.
 *
 * <p>The invariants are those of the explicit-state model of the protocol. I1 and I2: a node that has applied the record of a
 * change, or began after it, or made the change itself and had it acknowledged, finds in no tier a value older than it: neither
 * a read that begins from then on is answered one, nor is one in the local tier. I3: when nothing is under way any more and
 * every record is applied, neither tier of any node has, and no read answers, a value older than the last change that was
 * announced; which is the present one, but where a writer was told that its change was not announced, or nobody was told.
 *
 * <p>A wide invalidation is a change of all keys it means, by one record for each partition. What only markers make invalid may
 * still be in the remote tier, as long as no read is answered it.
 */
final class Ledger {

    private final World world;
    private final List<Known> nodes = new ArrayList<>();
    private final Known acknowledged = new Known();
    private final Known settled = new Known();
    private final @Nullable Write[] newest = new Write[World.KEYS];
    private final List<List<Optional<Change<?>>>> records = new ArrayList<>();
    private final List<Fence> fences = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    Ledger(World world, int nodes, int partitions) {
        this.world = world;
        for (int node = 0; node < nodes; node++) {
            this.nodes.add(new Known());
        }
        for (int partition = 0; partition < partitions; partition++) {
            records.add(new ArrayList<>());
        }
    }

    void clear() {
        records.forEach(List::clear);
        violations.clear();
        fences.clear();
        acknowledged.clear();
        settled.clear();
        nodes.forEach(Known::clear);
        for (int key = 0; key < World.KEYS; key++) {
            newest[key] = null;
        }
    }

    /** A record was appended, by a change or by a node that repeats one; each in its turn. */
    void appended(int partition, Optional<Change<?>> change) {
        records.get(partition).add(change);
    }

    /** A node has applied a record, counted from 0. */
    void applied(int node, int partition, int record) {
        records.get(partition).get(record).ifPresent(change -> change.heardBy(world.nodes.life(node)));
        learnt(node, partition, record);
    }

    private void learnt(int node, int partition, int record) {
        records.get(partition).get(record).ifPresent(change -> {
            for (int key = 0; key < World.KEYS; key++) {
                if (change.means(key) && world.partition(key) == partition) {
                    nodes.get(node).learn(change, key, record);
                }
            }
        });
    }

    /** A node has lost its place, or begins, and goes on after a record of a partition. */
    void reset(int node, int partition, int last) {
        for (int record = 0; record <= last; record++) {
            learnt(node, partition, record);
        }
    }

    /** A node has crashed: whatever it knew is lost. */
    void crashed(int node) {
        nodes.get(node).clear();
    }

    /** The caller of a change was told that it is done. */
    void acknowledged(Change<?> change) {
        for (int key = 0; key < World.KEYS; key++) {
            if (change.means(key)) {
                acknowledged.learn(change, key, change.number(key));
                nodes.get(change.node().node()).learn(change, key, change.number(key));
                if (!(change instanceof WideWrite)) {
                    settled.learn(change, key, change.number(key));
                }
                if (change instanceof Write write) {
                    newest(key, write);
                }
            }
        }
    }

    private void newest(int key, Write write) {
        Write known = newest[key];
        if (known == null || write.number(key) > known.number(key)) {
            newest[key] = write;
        }
    }

    /** Of the acknowledged writes of a key the last one in the log. */
    Optional<Write> newest(int key) {
        return Optional.ofNullable(newest[key]);
    }

    /** So much time has passed that nodes may forget the changes whose writers were not told that they are done. */
    void forget() {
        nodes.forEach(node -> node.forget(acknowledged));
        fences.stream().filter(Fence::isCommitted).forEach(this::over);
    }

    /** A transaction begins. */
    void fence(Fence fence) {
        fences.add(fence);
    }

    /** True if there was a commit of which nobody may have told. */
    boolean isUntold() {
        return fences.stream().anyMatch(fence -> fence.isCommitted() && !fence.isTold());
    }

    /** Who has heard of a fence whose time is up has nothing of before the commit, nor has the remote tier. */
    private void over(Fence fence) {
        if (!fence.isTold()) {
            world.tally.count(Event.UNTOLD);
        }
        fence.end();
        for (int key = 0; key < World.KEYS; key++) {
            if (fence.means(key)) {
                settled.learn(fence, key, fence.number(key));
                learn(fence, key);
            }
        }
    }

    private void learn(Fence fence, int key) {
        for (int node = 0; node < nodes.size(); node++) {
            if (fence.isHeardBy(world.nodes.life(node))) {
                nodes.get(node).learn(fence, key, fence.number(key));
            }
        }
    }

    /** What a read of a node that begins now must reflect. */
    Wanted known(int node, int key) {
        return nodes.get(node).wanted(key);
    }

    /** What the remote tier must reflect, whoever reads it: the acknowledged changes of single keys. */
    Wanted settled(int key) {
        return settled.wanted(key);
    }

    /** Checks an answer. */
    void check(Object who, int key, Optional<Integer> answer, Wanted wanted) {
        int version = world.rows.version(key, answer);
        if (version < wanted.version()) {
            violation(who + " has version " + version + " (expected: >= " + wanted.version() + ")");
        } else if (version < wanted.tagged() && !world.rows.wasPut(answer)) {
            violation(who + " has version " + version + " with tags (expected: >= " + wanted.tagged() + ")");
        }
    }

    /** Checks that a node does not offer the remote tier what it would not take from it: see I2. */
    void checkFill(int node, int key, int stamp) {
        int last = nodes.get(node).lastRecord(key);
        if (stamp < last) {
            violation("n" + node + " fills k" + key + " as of record " + stamp + " (expected: >= " + last + ")");
        }
    }

    void violation(String what) {
        violations.add(what);
    }

    List<String> violations() {
        return violations;
    }
}
