package io.reactivecache.test.history;

/** Draws the fates of calls: all answered, or one in so many not. */
final class Fates {

    private static final Fate[] FAULTS = {Fate.REFUSED, Fate.MISREPORTED, Fate.LOST, Fate.UNANSWERED};

    private final Chance chance;
    private final Tally tally;
    private int rarity;

    Fates(Chance chance, Tally tally) {
        this.chance = chance;
        this.tally = tally;
    }

    /** From now on one call in so many is a fault; 0 for none. */
    void faults(int oneIn) {
        rarity = oneIn;
    }

    boolean areKind() {
        return rarity == 0;
    }

    Fate draw() {
        if (rarity != 0 && chance.oneIn(rarity)) {
            tally.count(Event.FAULT);
            return FAULTS[chance.below(FAULTS.length)];
        }
        return chance.oneIn(2) ? Fate.ANSWERED : Fate.ANSWERED_LATER;
    }

    /** True if a node loses its place in the log at its next record. */
    boolean drawReset() {
        return rarity != 0 && chance.oneIn(2 * rarity);
    }
}
