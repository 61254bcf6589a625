package io.reactivecache.samples.benchmarks.compare;

/** What a contender is to the comparison. */
enum Role {
    /** The cache. */
    OURS,
    /** The library underneath, used by hand. */
    RAW,
    /** Another cache. */
    PEER
}
