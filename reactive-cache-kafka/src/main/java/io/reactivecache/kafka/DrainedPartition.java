package io.reactivecache.kafka;

import io.reactivecache.spi.JournalEvent.Entry;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

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
 * after the last fetched, is where the next owner begins, in whatever order acknowledgements come; what was acknowledged
 * behind it is passed over there. An entry is known by its number, once it was given out here: what was applied need not be
 * applied again, whichever delivery gave it out. Not safe for several threads.
 */
final class DrainedPartition {

    private static final long UNKNOWN = -1;

    private final NavigableMap<Long, Open> open = new TreeMap<>();
    private final Progress former;
    private long next = UNKNOWN;
    private long upTo;
    private int epoch;
    private Optional<Progress> progress = Optional.empty();
    private Optional<Progress> committed = Optional.empty();
    private int delivered;
    private boolean withdrawn;

    /** A partition that others have drained so far. */
    DrainedPartition(Progress former) {
        this.former = former;
        this.upTo = former.upTo();
        this.epoch = former.epoch();
    }

    /** An entry that was fetched and not acknowledged. */
    private static final class Open {
        private final Entry entry;
        private final int epoch;
        private boolean wasGivenOut;
        private boolean isWaitedFor;

        Open(Entry entry, int epoch) {
            this.entry = entry;
            this.epoch = epoch;
        }
    }

    /**
     * Takes an entry; false if it is not to be delivered, as that is another's to do or was done.
     *
     * @param epoch of the leader that appended it
     */
    boolean fetched(Entry entry, int epoch) {
        if (!passed(entry.sequence()) || former.isAcknowledged(entry.sequence(), epoch)) {
            return false;
        }
        open.put(entry.sequence(), new Open(entry, epoch));
        return true;
    }

    /** Notes that a record was fetched; false if it is another's to deliver. */
    boolean passed(long offset) {
        if (withdrawn) {
            return false;
        }
        next = offset + 1;
        progress = Optional.empty();
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
            upTo = Math.max(upTo, entry.sequence() + 1);
            epoch = Math.max(epoch, found.epoch);
            progress = Optional.empty();
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

    /** What was acknowledged so far, here and before. */
    private Progress progress() {
        Progress now = progress.orElseGet(this::counted);
        progress = Optional.of(now);
        return now;
    }

    /** What is open behind all that was acknowledged need not be told. */
    private Progress counted() {
        NavigableSet<Long> missing = new TreeSet<>(open.headMap(upTo, false).navigableKeySet());
        missing.addAll(former.open().tailSet(next, true));
        long first = open.isEmpty() ? next : open.firstKey();
        return new Progress(missing.isEmpty() ? Math.max(first, upTo) : upTo, epoch, missing);
    }

    /** How far it is drained; empty before a record was fetched, as there is no low-water mark yet. */
    Optional<Progress> mark() {
        return next == UNKNOWN ? Optional.empty() : Optional.of(progress());
    }

    /** The same, if that is not what was committed last. */
    Optional<Progress> toCommit() {
        return mark().filter(now -> !committed.equals(Optional.of(now)));
    }

    void committed(Progress accepted) {
        committed = Optional.of(accepted);
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
