package io.reactivecache.test.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of the system of record. The write that comes last wins, and is the newest version; which number it was given before
 * says nothing. A row knows when each version was acknowledged, and so how old an answer is.
 */
final class Row {

    /** The value there is before the first write. */
    static final int FIRST = 0;

    private static final int ABSENT = -1;

    private final Map<Integer, Integer> versions = new HashMap<>(Map.of(FIRST, 0));
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final Map<Integer, Integer> newestOfNode = new HashMap<>();
    private int value = FIRST;

    private record Acknowledged(int newest, long time) {}

    synchronized int value() {
        return value;
    }

    synchronized void write(int next) {
        versions.put(next, versions.size());
        value = next;
    }

    /** A node has answered the writer of this value that all was done. */
    synchronized void acknowledge(int node, int written) {
        int version = version(written);
        newestOfNode.merge(node, version, Math::max);
        acknowledged.add(new Acknowledged(Math.max(version, newest()), System.nanoTime()));
    }

    /** The newest version that was acknowledged. */
    synchronized int newest() {
        return acknowledged.isEmpty()
                ? 0
                : acknowledged.get(acknowledged.size() - 1).newest();
    }

    /** The newest version that this node has acknowledged. */
    synchronized int newestOf(int node) {
        return newestOfNode.getOrDefault(node, 0);
    }

    synchronized int version(int written) {
        return versions.getOrDefault(written, ABSENT);
    }

    /** How long before that time the first later version had been acknowledged, in nanoseconds; zero if none had. */
    synchronized long age(int answered, long time) {
        int version = version(answered);
        int low = 0;
        int high = acknowledged.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (acknowledged.get(middle).newest() > version) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == acknowledged.size()
                ? 0
                : Math.max(0, time - acknowledged.get(low).time());
    }
}
