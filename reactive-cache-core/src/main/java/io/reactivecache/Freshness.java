package io.reactivecache;

/** How current the value of a read is, and if it is not, why it was answered all the same. */
public enum Freshness {
    /** Within its ttl. */
    FRESH,
    /** Past its ttl, and being refreshed behind. */
    REVALIDATING,
    /** Past its ttl; a newer one was not there in time, its load goes on. */
    LATE,
    /** Past its ttl; a newer one could not be loaded. */
    FAILED,
    /** Past its ttl; the last load failed so recently that no other was tried. */
    THROTTLED,
    /** Within its ttl, on a node that has been cut off from the log for so long that it cannot tell whether it is right. */
    ISOLATED,
    /** Not a value of the key at all but the default the cache was given for loads that fail. */
    DEFAULT
}
