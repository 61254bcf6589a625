package io.reactivecache.journal;

/**
 * How much room the log takes.
 *
 * @param segment the bytes of each segment
 * @param entry the bytes of the largest entry
 */
record Sizes(int segment, int entry) {

    /**
     * How many segments there are at most. Entries leave the last two alone: acknowledgements, by which room is made, always
     * find one to be written to while another is given up. What is told again when it is given up are some bits for each entry,
     * so it fits many times.
     */
    static final int SEGMENTS = 32;

    private static final int FOR_ENTRIES = SEGMENTS - 2;
    private static final int END = Frame.size(0);

    /** Those of a log that takes so much at most. */
    static Sizes of(long log, int entry) {
        return new Sizes((int) (log / SEGMENTS / Frame.ALIGNMENT * Frame.ALIGNMENT), entry);
    }

    /** The largest entry a log can take. */
    static long largest(long log) {
        return log / SEGMENTS - SegmentHeader.SIZE - END - Frame.HEADER - 2 * Frame.ALIGNMENT;
    }

    /** Whether a segment has room for a frame, and for its last one behind it. */
    boolean fits(Segment segment, int frame) {
        return !segment.sealed && segment.end + frame + END <= this.segment;
    }

    /** Whether an entry may be written to the last of so many segments. */
    boolean allowsEntry(int segments) {
        return segments <= FOR_ENTRIES;
    }
}
