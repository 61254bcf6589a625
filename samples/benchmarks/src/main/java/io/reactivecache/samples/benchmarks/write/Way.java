package io.reactivecache.samples.benchmarks.write;

import io.reactivecache.Durability;

/** What a put has survived when it is answered, and what keeps it. */
enum Way {
    THROUGH(Durability.IMMEDIATE, Keeper.NONE),
    DEFERRED(Durability.DEFERRED, Keeper.FILE),
    DEFERRED_IN_MEMORY(Durability.DEFERRED, Keeper.MEMORY),
    EVENTUAL(Durability.EVENTUAL, Keeper.NONE);

    /** What keeps a write that is not applied yet. */
    enum Keeper {
        NONE,
        MEMORY,
        FILE
    }

    final Durability durability;
    final Keeper keeper;

    Way(Durability durability, Keeper keeper) {
        this.durability = durability;
        this.keeper = keeper;
    }
}
