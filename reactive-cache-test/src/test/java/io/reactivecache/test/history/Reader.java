package io.reactivecache.test.history;

import io.reactivecache.Lookup;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** A caller that reads a key. Its answer must reflect what its node had to know when it called. */
final class Reader extends Caller<Lookup<Integer>> {

    private final World world;
    private final int key;
    private final Wanted wanted;
    private final boolean emptyIsAbsent;
    private boolean answered;

    /**
     * A reader that calls now.
     *
     * @param wanted what its answer must reflect
     * @param emptyIsAbsent false if it may be answered nothing though there is a value
     */
    Reader(World world, Life life, int key, Wanted wanted, boolean emptyIsAbsent) {
        super(life);
        this.world = world;
        this.key = key;
        this.wanted = wanted;
        this.emptyIsAbsent = emptyIsAbsent;
    }

    @Override
    public void onNext(Lookup<Integer> answer) {
        answered = true;
        world.tally.count(Event.ANSWER);
        if (answer.fenced()) {
            world.tally.count(Event.DETACHED);
        }
        world.trace.add("  ", this, " is answered ", answer.value(), " from ", answer.source());
        world.ledger.check(this, key, Optional.of(answer.value()), wanted);
    }

    @Override
    public void onComplete() {
        if (!answered && emptyIsAbsent) {
            world.tally.count(Event.ANSWER);
            world.trace.add("  ", this, " is answered that there is nothing");
            world.ledger.check(this, key, Optional.empty(), wanted);
        }
        super.onComplete();
    }

    @Override
    public void onError(Throwable failure) {
        if (failure instanceof TimeoutException) {
            world.tally.count(Event.DEADLINE);
        }
        world.trace.add("  ", this, " fails: ", failure);
        super.onError(failure);
    }

    @Override
    public String toString() {
        return node() + ": read of k" + key;
    }
}
