package io.reactivecache.test.history;

import io.reactivecache.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** One history of a world: calls begin, steps are taken and time passes in an order drawn from a seed, until all is quiet. */
final class History {

    private static final int MAX_CALLS = 10;
    private static final int MAX_ROUNDS = 10;
    private static final int MOMENT = 20;

    private final World world;
    private final Calls calls;

    private int crashes;
    private boolean hurried;
    private boolean crashed;
    private boolean hasFaults;

    History(World world) {
        this.world = world;
        this.calls = new Calls(world);
    }

    /** Runs to the end. Gives what was wrong; nothing if all was right. */
    List<String> run(long seed) {
        world.begin(seed);
        world.tally.count(Event.HISTORY);
        begin();
        quieten();
        settle();
        checkTiers();
        crashLast();
        calls.readAll();
        quieten();
        return world.ledger.violations();
    }

    private void begin() {
        hurried = false;
        crashed = false;
        hasFaults = world.chance.oneIn(2);
        world.fates.faults(hasFaults ? 4 + world.chance.below(8) : 0);
        calls.begin();
        crashes = drawCrashes();
        int left = 3 + world.chance.below(MAX_CALLS - 2);
        while (left > 0) {
            left -= act();
        }
    }

    private int drawCrashes() {
        return world.chance.oneIn(calls.areWide() ? 2 : 5) ? 1 + world.chance.below(2) : 0;
    }

    /** Does one thing and gives how many calls it was. */
    private int act() {
        int drawn = world.chance.below(20);
        if (drawn < 6) {
            calls.call();
            return 1;
        } else if (drawn == 6) {
            calls.leave();
        } else if (drawn == 7) {
            pass();
        } else if (drawn == 8 && mayCrash()) {
            crash();
        } else if (!world.agenda.isEmpty()) {
            world.agenda.takeOne();
        }
        return 0;
    }

    private boolean mayCrash() {
        return crashes > 0 && !hurried;
    }

    private void crash() {
        int node = world.chance.below(world.nodes.count());
        crashes--;
        crashed = true;
        world.crash(node);
        if (world.chance.oneIn(2)) {
            world.agenda.takeLast(); // it finds its place in the log
            calls.readAll(node);
        }
    }

    /** Where there may be crashes, some of the last reads are those of a node that has just begun, perhaps long after. */
    private void crashLast() {
        if (mayCrash()) {
            if (world.chance.oneIn(2)) {
                passLongTime();
            }
            crash();
            quieten();
            world.checkMarks();
        }
    }

    private void pass() {
        switch (world.chance.below(8)) {
            case 0, 1 -> passToNextTimer();
            case 2, 3 -> passLongTime();
            case 4 -> loseTable();
            default -> passMoment();
        }
    }

    private void passMoment() {
        world.trace.add("a moment passes");
        world.time.advance(world.chance.below(MOMENT));
    }

    private void loseTable() {
        if (calls.areWide()) {
            world.loseTable();
        } else {
            passMoment();
        }
    }

    private void passToNextTimer() {
        if (world.time.waiting() > 0) {
            world.trace.add("time passes to the next timer");
            hurried = true;
            world.time.advanceToNext();
        }
    }

    /**
     * Only while the remote tier has heard of every change: one that it missed, and that nobody could repair for as long as
     * nodes remember it, is beyond what the protocol promises.
     */
    private void passLongTime() {
        if (!hurried && world.fates.areKind() && !calls.isChangeUnderWay()) {
            if (calls.areWide()) {
                passSweep();
            } else {
                world.passLongTime();
            }
        }
    }

    private void passSweep() {
        switch (world.chance.below(3)) {
            case 0 -> world.passToSweep();
            case 1 -> world.passLongTime();
            default -> {
                world.passLongTime();
                world.passUpkeep();
            }
        }
    }

    /** No more calls and no more faults: all that is held happens, and who waits for what is lost gives up. */
    private void quieten() {
        world.trace.add("no more calls");
        world.fates.faults(0);
        int rounds = 0;
        do {
            drain();
            world.trace.add("time passes to the next repair");
            world.time.advance(World.REPAIR_PAUSE);
        } while (!world.agenda.isEmpty() && ++rounds < MAX_ROUNDS);
        if (rounds == MAX_ROUNDS) {
            world.ledger.violation("not quiet after " + rounds + " repairs");
        }
        calls.checkAnswered();
    }

    /**
     * What a writer that has crashed owed the remote tier the others bring there, the second time after a fence. What was
     * committed and not told nobody has an older value of after a fence.
     */
    private void settle() {
        if (crashed && hasFaults || world.ledger.isUntold()) {
            world.passLongTime();
            quieten();
        }
    }

    private void drain() {
        while (!world.agenda.isEmpty() || world.time.waiting() > 0) {
            if (world.agenda.isEmpty()) {
                world.trace.add("time passes to the next timer");
                world.time.advanceToNext();
            } else {
                world.agenda.takeOne();
            }
        }
    }

    private void checkTiers() {
        for (int key = 0; key < calls.keys(); key++) {
            Optional<StoredEntry> stored = world.stored(key);
            if (stored.isPresent()) {
                Optional<Integer> value = stored.get()
                        .payload()
                        .map(payload -> ByteBuffer.wrap(payload.bytes()).getInt());
                world.ledger.check("the remote tier at k" + key, key, value, world.ledger.settled(key));
            }
        }
    }
}
