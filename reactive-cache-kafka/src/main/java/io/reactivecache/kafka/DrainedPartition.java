package io.reactivecache.kafka;

import io.reactivecache.spi.JournalEvent.Entry;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One partition of a drain, from its assignment until it is gone.
 *
 * <pre>
 *   UNASSIGNED --assign--> ASSIGNED --withdraw--> WITHDRAWN --all settled, or waited long enough--> UNASSIGNED
 *                           |    ^                    |
 *                           rewind                    '--lost--> UNASSIGNED, nothing committed
 * </pre>
 *
 * ASSIGNED fetches, delivers and is told what was applied. WITHDRAWN delivers nothing more and waits for what was delivered.
 * UNASSIGNED is to be in no table. What is open was fetched and not acknowledged, so the first of it, or else the place
 * after the last fetched, is where the next owner begins, in whatever order acknowledgements come. An entry is known by its
 * number, once it was given out here: what was applied need not be applied again, whichever delivery gave it out. Not safe
 * for several threads.
 */
final class DrainedPartition {

    private static final long UNKNOWN = -1;

    private final NavigableMap<Long, Open> open = new TreeMap<>();
    private long next = UNKNOWN;
    private long committed = UNKNOWN;
    private int delivered;
    private boolean withdrawn;

    /** An entry that was fetched and not acknowledged. */
    private static final class Open {
        private final Entry entry;
        private boolean wasGivenOut;
        private boolean isWaitedFor;

        Open(Entry entry) {
            this.entry = entry;
        }
    }

    /** Takes an entry; false if it is another's to deliver. */
    boolean fetched(Entry entry) {
        if (!passed(entry.sequence())) {
            return false;
        }
        open.put(entry.sequence(), new Open(entry));
        return true;
    }

    /** Notes that a record was fetched; false if it is another's to deliver. */
    boolean passed(long offset) {
        if (withdrawn) {
            return false;
        }
        next = offset + 1;
        return true;
    }

    /** Notes that an entry is given out; false if it may not be any more. */
    boolean deliver(Entry entry) {
        Open found = withdrawn ? null : open.get(entry.sequence());
        if (found == null) {
            return false;
        }
        found.wasGivenOut = true;
        found.isWaitedFor = true;
        delivered++;
        return true;
    }

    /** Notes that an entry was applied. One that is not open, or was not given out, is ignored. */
    void acknowledge(Entry entry) {
        Open found = open.get(entry.sequence());
        if (found != null && found.wasGivenOut) {
            settled(found);
            open.remove(entry.sequence());
        }
    }

    /** Notes that an entry will not be applied; it stays where the next owner begins, at the latest. */
    void release(Entry entry) {
        Open found = open.get(entry.sequence());
        if (found != null) {
            settled(found);
        }
    }

    private void settled(Open found) {
        delivered -= found.isWaitedFor ? 1 : 0;
        found.isWaitedFor = false;
    }

    /** Delivers no more. */
    void withdraw() {
        withdrawn = true;
    }

    boolean isWithdrawn() {
        return withdrawn;
    }

    /** What is open, to be given out once more. */
    List<Entry> rewind() {
        if (withdrawn) {
            return List.of();
        }
        open.values().forEach(this::settled);
        return open.values().stream().map(each -> each.entry).toList();
    }

    /** The place of the first entry that was not acknowledged, as far as is known. */
    long lowWater() {
        return open.isEmpty() ? next : open.firstKey();
    }

    /** True if a record was fetched, so that there is a low-water mark. */
    boolean isBegun() {
        return next != UNKNOWN;
    }

    boolean isToCommit() {
        return lowWater() != committed;
    }

    void committed(long offset) {
        committed = offset;
    }

    /** How many entries are open. */
    int open() {
        return open.size();
    }

    /** How many entries were given out and are neither acknowledged nor released. */
    int delivered() {
        return delivered;
    }
}
