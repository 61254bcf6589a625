package io.reactivecache.test.crash;

/** How much was tried. */
final class Tally {

    int rounds;
    private long acknowledged;
    private long applied;
    private long replayed;
    private long superseded;

    void add(Told told, History history) {
        acknowledged += told.acknowledged();
        applied += history.applied();
        replayed += history.repeated();
        superseded += told.keys().stream()
                .mapToLong(key -> Math.max(0, told.acknowledged(key) - history.applied(key)))
                .sum();
    }

    @Override
    public String toString() {
        return "rounds " + rounds + ", acknowledged " + acknowledged + ", applied " + applied + ", replayed " + replayed
                + ", superseded " + superseded;
    }
}
