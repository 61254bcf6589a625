package io.reactivecache.journal;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** One file of the log, and what is known of it in memory: a bit for each entry. Only the journal's thread uses it. */
final class Segment {

    /** The sequence of its first entry; those of the others follow without a gap. */
    final long first;

    final DataFile file;

    /** Where the next frame goes. */
    int end = SegmentHeader.SIZE;
    /** Up to where it was synced. */
    int synced = SegmentHeader.SIZE;
    /** Up to where it takes room on the disk. */
    int allocated = SegmentHeader.SIZE;
    /** Whether it has its last frame. */
    boolean sealed;

    /** The segments whose acknowledgements are written here. */
    final Set<Segment> told = new HashSet<>();

    private final BitSet acknowledged = new BitSet();
    private final BitSet unwritten = new BitSet();
    private int entries;
    private int live;

    Segment(long first, DataFile file) {
        this.first = first;
        this.file = file;
    }

    /** The sequence of the entry that would come next. */
    long next() {
        return first + entries;
    }

    /** The first sequence of the next segment. One without entries leaves a sequence out, as its name is taken. */
    long following() {
        return first + Math.max(1, entries);
    }

    void add() {
        entries++;
        live++;
    }

    /** Notes that an entry was acknowledged, to be written down; not if it is not here, or was acknowledged before. */
    void acknowledge(long sequence) {
        if (sequence >= first && sequence < next() && !isAcknowledged(sequence)) {
            note(index(sequence));
            unwritten.set(index(sequence));
        }
    }

    boolean isAcknowledged(long sequence) {
        return acknowledged.get(index(sequence));
    }

    private int index(long sequence) {
        return (int) (sequence - first);
    }

    private void note(int index) {
        if (!acknowledged.get(index)) {
            acknowledged.set(index);
            live--;
        }
    }

    /** How many entries are not acknowledged. */
    int live() {
        return live;
    }

    boolean hasUnwritten() {
        return !unwritten.isEmpty();
    }

    /** Nothing of it is needed any more. */
    boolean isDone() {
        return live == 0 && unwritten.isEmpty();
    }

    /** The acknowledgements that are not written down yet, which count as written from here on. */
    byte[] takeUnwritten() {
        int base = unwritten.nextSetBit(0);
        byte[] body = body(unwritten.get(base, unwritten.length()), first + base);
        unwritten.clear();
        return body;
    }

    /** All acknowledgements. */
    byte[] allAcknowledged() {
        unwritten.clear();
        return body(acknowledged, first);
    }

    private static byte[] body(BitSet bits, long base) {
        byte[] octets = bits.toByteArray();
        return ByteBuffer.allocate(Long.BYTES + octets.length)
                .putLong(base)
                .put(octets)
                .array();
    }

    /** The sequence a body begins with, which is one of the segment it is about. */
    static long base(byte[] body) {
        return ByteBuffer.wrap(body).getLong();
    }

    /** Notes what was written down. */
    void restore(byte[] body) {
        int base = index(base(body));
        BitSet.valueOf(ByteBuffer.wrap(body, Long.BYTES, body.length - Long.BYTES)).stream()
                .map(bit -> base + bit)
                .filter(index -> index < entries)
                .forEach(this::note);
    }
}
