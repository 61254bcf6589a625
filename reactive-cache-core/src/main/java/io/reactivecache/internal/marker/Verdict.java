package io.reactivecache.internal.marker;

/** What the markers leave of an entry. In ascending severity. */
public enum Verdict {
    /** Nothing concerns it. */
    VALID,
    /** It may be answered as a stale one. */
    EXPIRED,
    /** It may not be answered. */
    REMOVED;

    Verdict or(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
