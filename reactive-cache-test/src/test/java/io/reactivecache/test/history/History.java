package io.reactivecache.test.history;

import io.reactivecache.CacheReads;
import io.reactivecache.Lookup;
import io.reactivecache.ReadOptions;
import io.reactivecache.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** One history of a world: calls begin, steps are taken and time passes in an order drawn from a seed, until all is quiet. */
final class History {

    private static final int MAX_CALLS = 10;
    private static final int MAX_ROUNDS = 10;
    private static final int MOMENT = 20;
    private static final Duration DEADLINE = Duration.ofMillis(50);

    private final World world;
    private final List<Caller<?>> callers = new ArrayList<>();

    private int keys;
    private int crashes;
    private boolean hurried;

    History(World world) {
        this.world = world;
    }

    /** Runs to the end. Gives what was wrong; nothing if all was right. */
    List<String> run(long seed) {
        world.begin(seed);
        world.tally.count(Event.HISTORY);
        begin();
        quieten();
        checkTiers();
        readAll();
        return world.ledger.violations();
    }

    private void begin() {
        callers.clear();
        hurried = false;
        world.fates.faults(world.chance.oneIn(2) ? 0 : 4 + world.chance.below(8));
        crashes = world.fates.areKind() && world.chance.oneIn(4) ? 1 + world.chance.below(2) : 0;
        keys = world.chance.oneIn(2) ? 1 : World.KEYS;
        int calls = 3 + world.chance.below(MAX_CALLS - 2);
        while (calls > 0) {
            calls -= act();
        }
    }

    /** Does one thing and gives how many calls it was. */
    private int act() {
        int drawn = world.chance.below(20);
        if (drawn < 6) {
            call(world.chance.below(world.nodes()), world.chance.below(keys));
            return 1;
        } else if (drawn == 6) {
            leave();
        } else if (drawn == 7) {
            pass();
        } else if (drawn == 8 && crashes > 0) {
            crash(world.chance.below(world.nodes()));
        } else if (!world.agenda.isEmpty()) {
            world.agenda.takeOne();
        }
        return 0;
    }

    private void call(int node, int key) {
        switch (world.chance.below(8)) {
            case 0, 1, 2, 3 -> read(node, key);
            case 4 -> readOtherwise(node, key);
            case 5, 6 -> change(node, key);
            default -> put(node, key);
        }
    }

    private void read(int node, int key) {
        Mono<Lookup<Integer>> lookup = world.cache(node).lookup(key);
        boolean hasDeadline = world.chance.oneIn(8);
        read(node, key, hasDeadline ? lookup.timeout(DEADLINE, world.scheduler(world.life(node))) : lookup);
    }

    private void read(int node, int key, Mono<Lookup<Integer>> lookup) {
        called(new Reader(world, world.life(node), key, world.ledger.known(node, key), true))
                .call(lookup);
    }

    private void readOtherwise(int node, int key) {
        switch (world.chance.below(3)) {
            case 0 -> read(node, key, with(node, ReadOptions.none().refresh()).lookup(key));
            case 1 ->
                called(new Reader(world, world.life(node), key, world.ledger.known(node, key), false))
                        .call(with(node, ReadOptions.none().remoteOnly()).lookup(key));
            default -> world.ledger.newest(key).ifPresent(write -> readNotBefore(node, key, write));
        }
    }

    private void readNotBefore(int node, int key, Write write) {
        int wanted = Math.max(world.ledger.known(node, key), write.version());
        called(new Reader(world, world.life(node), key, wanted, true))
                .call(with(node, ReadOptions.none().notBefore(write.position())).lookup(key));
    }

    private CacheReads<Integer, Integer> with(int node, ReadOptions options) {
        return world.cache(node).with(options);
    }

    /** Somebody else changes the row, and has the key invalidated a step later. */
    private void change(int node, int key) {
        if (world.chance.oneIn(4)) {
            world.rows.delete(key);
        } else {
            world.rows.commit(key, world.rows.make(key));
        }
        world.trace.add("k", key, " changed to ", world.rows.read(key));
        world.agenda.add(new Announcement(node, key));
    }

    /** Whoever has changed a row invalidates it. */
    private final class Announcement implements Step {

        private final int node;
        private final int key;

        Announcement(int node, int key) {
            this.node = node;
            this.key = key;
        }

        @Override
        public void take() {
            called(Write.invalidation(world, world.life(node), key)).call(world.cache(node));
        }

        @Override
        public String toString() {
            return "n" + node + ": is to invalidate k" + key;
        }
    }

    private void put(int node, int key) {
        called(Write.put(world, world.life(node), key)).call(world.cache(node));
    }

    private <C extends Caller<?>> C called(C caller) {
        world.trace.add(caller);
        callers.add(caller);
        return caller;
    }

    private void leave() {
        if (!callers.isEmpty()) {
            Caller<?> caller = callers.get(world.chance.below(callers.size()));
            if (caller.leave()) {
                world.trace.add("  ", caller, " leaves");
                world.tally.count(Event.CANCELLED);
            }
        }
    }

    private void pass() {
        switch (world.chance.below(8)) {
            case 0, 1 -> passToNextTimer();
            case 2, 3 -> passLongTime();
            default -> {
                world.trace.add("a moment passes");
                world.time.advance(world.chance.below(MOMENT));
            }
        }
    }

    /**
     * Only while every close has reached the remote store: a node that starts after a change whose writer could not reach it,
     * and before another node has brought it there, takes an older value from there.
     */
    private void crash(int node) {
        if (!hurried) {
            crashes--;
            world.crash(node);
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
        if (!hurried && world.fates.areKind() && callers.stream().noneMatch(Write::isUnderWay)) {
            world.trace.add("a long time passes");
            world.passLongTime();
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
        callers.stream()
                .filter(caller -> !caller.hasEnded())
                .forEach(caller -> world.ledger.violation(caller + ": never answered"));
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
        for (int key = 0; key < keys; key++) {
            int wanted = world.ledger.acknowledged(key);
            Optional<StoredEntry> stored = world.stored(key);
            if (stored.isPresent()) {
                Optional<Integer> value = stored.get()
                        .payload()
                        .map(payload -> ByteBuffer.wrap(payload.bytes()).getInt());
                world.ledger.check("the remote tier at k" + key, key, value, wanted);
            }
        }
    }

    /** Reads everything everywhere, first what the local tiers have. */
    private void readAll() {
        for (int node = 0; node < world.nodes(); node++) {
            for (int key = 0; key < keys; key++) {
                int wanted = world.ledger.known(node, key);
                called(new Reader(world, world.life(node), key, wanted, false))
                        .call(with(node, ReadOptions.none().localOnly()).lookup(key));
                called(new Reader(world, world.life(node), key, wanted, true))
                        .call(world.cache(node).lookup(key));
            }
        }
        quieten();
    }
}
