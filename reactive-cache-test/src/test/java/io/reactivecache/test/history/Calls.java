package io.reactivecache.test.history;

import io.reactivecache.CacheReads;
import io.reactivecache.Lookup;
import io.reactivecache.ReadOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import reactor.core.publisher.Mono;

/** The calls of a history: reads, puts and invalidations, of any node. */
final class Calls {

    private static final Duration DEADLINE = Duration.ofMillis(50);

    private final World world;
    private final List<Caller<?>> callers = new ArrayList<>();
    private int keys;
    private boolean wide;
    private int shape;
    private boolean transactional;
    private boolean hasTransactions;

    Calls(World world) {
        this.world = world;
    }

    /** Begins anew. */
    void begin() {
        callers.clear();
        keys = world.chance.oneIn(2) ? 1 : World.KEYS;
        wide = world.chance.oneIn(4);
        shape = world.chance.below(WideWrite.SHAPES);
        transactional = world.chance.oneIn(4);
        hasTransactions = false;
    }

    /** How many keys are called for. */
    int keys() {
        return keys;
    }

    /** True if there are wide invalidations among them. */
    boolean areWide() {
        return wide;
    }

    /** Calls some node for something. */
    void call() {
        int node = world.chance.below(world.nodes.count());
        int key = world.chance.below(keys);
        switch (world.chance.below(8)) {
            case 0, 1, 2, 3 -> read(node, key);
            case 4 -> readOtherwise(node, key);
            case 5 -> changeSomehow(node, key);
            case 6 -> change(node, key, this::changeSomehow);
            default -> change(node, key, this::put);
        }
    }

    private void read(int node, int key) {
        Mono<Lookup<Integer>> lookup = world.nodes.cache(node).lookup(key);
        boolean hasDeadline = world.chance.oneIn(8);
        read(node, key, hasDeadline ? lookup.timeout(DEADLINE, world.nodes.scheduler(node)) : lookup);
    }

    private void read(int node, int key, Mono<Lookup<Integer>> lookup) {
        called(new Reader(world, world.nodes.life(node), key, world.ledger.known(node, key), true))
                .call(lookup);
    }

    private void readOtherwise(int node, int key) {
        switch (world.chance.below(3)) {
            case 0 -> read(node, key, with(node, ReadOptions.none().refresh()).lookup(key));
            case 1 -> readWithin(node, key, ReadOptions.none().remoteOnly());
            default -> world.ledger.newest(key).ifPresent(write -> readNotBefore(node, key, write));
        }
    }

    private void readWithin(int node, int key, ReadOptions options) {
        called(new Reader(world, world.nodes.life(node), key, world.ledger.known(node, key), false))
                .call(with(node, options).lookup(key));
    }

    private void readNotBefore(int node, int key, Write write) {
        Wanted wanted = world.ledger.known(node, key).and(write.version(key));
        called(new Reader(world, world.nodes.life(node), key, wanted, true))
                .call(with(node, ReadOptions.none().notBefore(write.position())).lookup(key));
    }

    private CacheReads<Integer, Integer> with(int node, ReadOptions options) {
        return world.nodes.cache(node).with(options);
    }

    /** Reads everything everywhere: what the local tiers have, what nodes would use of the remote tier, whatever there is. */
    void readAll() {
        for (int node = 0; node < world.nodes.count(); node++) {
            readTiers(node);
        }
    }

    private void readTiers(int node) {
        for (int key = 0; key < keys; key++) {
            readWithin(node, key, ReadOptions.none().localOnly());
            if (wide) {
                readWithin(node, key, ReadOptions.none().remoteOnly());
            }
            read(node, key, world.nodes.cache(node).lookup(key));
        }
    }

    /** Reads everything on a node. */
    void readAll(int node) {
        for (int key = 0; key < keys; key++) {
            read(node, key, world.nodes.cache(node).lookup(key));
        }
    }

    /** Somebody else changes the row, and has the key invalidated a step later. */
    private void change(int node, int key) {
        changeRow(key);
        announceLater(
                node,
                () -> called(Write.invalidation(world, world.nodes.life(node), key))
                        .call(world.nodes.cache(node)));
    }

    private void changeSomehow(int node, int key) {
        if (wide && !world.chance.oneIn(3)) {
            changeAll(node, key);
        } else {
            change(node, key);
        }
    }

    /** Somebody else changes all rows, and has what one predicate means invalidated a step later. */
    private void changeAll(int node, int key) {
        for (int row = 0; row < keys; row++) {
            changeRow(row);
        }
        announceLater(
                node,
                () -> called(WideWrite.shaped(shape, world, world.nodes.life(node), key))
                        .call(world.nodes.cache(node)));
    }

    private void changeRow(int key) {
        if (world.chance.oneIn(4)) {
            world.rows.delete(key);
        } else {
            world.rows.commit(key, world.rows.make(key));
        }
        world.trace.add("k", key, " changed to ", world.rows.read(key));
    }

    private void announceLater(int node, Runnable announcement) {
        world.agenda.add(new Step() {
            @Override
            public void take() {
                announcement.run();
            }

            @Override
            public String toString() {
                return "n" + node + ": is to invalidate what was changed";
            }
        });
    }

    private void change(int node, int key, BiConsumer<Integer, Integer> otherwise) {
        if (transactional) {
            transact(node, key);
        } else {
            otherwise.accept(node, key);
        }
    }

    private void transact(int node, int key) {
        if (!hasTransactions) {
            world.tally.count(Event.TRANSACTIONS);
        }
        hasTransactions = true;
        called(new Transaction(world, world.nodes.life(node), key, !world.chance.oneIn(3)))
                .call(world.nodes.cache(node));
    }

    private void put(int node, int key) {
        called(Write.put(world, world.nodes.life(node), key)).call(world.nodes.cache(node));
    }

    private <C extends Caller<?>> C called(C caller) {
        world.trace.add(caller);
        callers.add(caller);
        return caller;
    }

    /** One of the callers leaves. */
    void leave() {
        if (!callers.isEmpty()) {
            Caller<?> caller = callers.get(world.chance.below(callers.size()));
            if (caller.leave()) {
                world.trace.add("  ", caller, " leaves");
                world.tally.count(Event.CANCELLED);
            }
        }
    }

    /** True if a change goes on. */
    boolean isChangeUnderWay() {
        return callers.stream().anyMatch(Change::isUnderWay);
    }

    void checkAnswered() {
        callers.stream()
                .filter(caller -> !caller.hasEnded())
                .forEach(caller -> world.ledger.violation(caller + ": never answered"));
    }
}
