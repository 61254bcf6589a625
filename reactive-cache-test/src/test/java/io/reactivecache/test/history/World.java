package io.reactivecache.test.history;

import io.reactivecache.LoadResult;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.config.WhenAbandoned;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Some nodes, a system of record, a remote store and a log, with everything that happens between them held on one agenda.
 * For one thread.
 *
 * <p>A world is used for many histories: between two of them everything any tier holds runs out, and what is left (positions,
 * and the memory of older records) says nothing about values that are younger.
 */
final class World {

    static final int KEYS = 2;
    static final Duration MAX_LOAD_TIME = Duration.ofSeconds(10);
    static final Duration REMOTE_TIMEOUT = Duration.ofSeconds(1);

    /** Longer than a node waits before it repeats what the remote tier has missed, in milliseconds. */
    static final long REPAIR_PAUSE = 500;

    /** So many times this that all nodes have looked into the table after a sweep. */
    private static final int UPKEEP_TURNS = 50;

    private static final Duration ANNOUNCE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration FENCE_SLACK = Duration.ofSeconds(60);
    private static final Duration FENCE = MAX_LOAD_TIME.plus(FENCE_SLACK);
    private static final Duration TTL = Duration.ofHours(1);
    private static final String NAME = "histories";

    final Chance chance = new Chance();
    final Tally tally = new Tally();
    final Fates fates = new Fates(chance, tally);
    final Trace trace;
    final Agenda agenda;
    final VirtualTime time;
    final Rows rows = new Rows();
    final Ledger ledger;
    final Marks marks;
    final InMemoryRemoteStore remote;
    final InProcessInvalidationLog log;
    private final List<ReactiveCache<Integer, Integer>> caches = new ArrayList<>();
    private final List<Life> lives = new ArrayList<>();
    private LogPositions appendedBefore;
    private boolean worn;

    World(int nodes, int partitions, Trace trace) {
        this.trace = trace;
        this.agenda = new Agenda(chance, trace);
        this.time = new VirtualTime();
        this.log = new InProcessInvalidationLog(partitions);
        this.appendedBefore = end();
        this.remote = new InMemoryRemoteStore(time);
        this.ledger = new Ledger(this, nodes, partitions);
        this.marks = new Marks(tally, ledger, time);
        makeTable();
        for (int node = 0; node < nodes; node++) {
            lives.add(new Life(node));
            caches.add(cache(lives.get(node)));
        }
        findPlaces();
    }

    /** All nodes find their places in the log. */
    private void findPlaces() {
        fates.faults(0);
        while (!agenda.isEmpty()) {
            agenda.takeOne();
        }
    }

    /** A node; every other one cancels the loads nobody waits for, and lets its callers wait less long than a load may take. */
    private ReactiveCache<Integer, Integer> cache(Life life) {
        boolean impatient = life.node() % 2 == 1;
        CacheBuilder<Integer, Integer> builder = ReactiveCaches.builder(NAME)
                .keys(Integer.class)
                .values(new IntegerCodec())
                .ttl(ttl -> ttl.both(TTL).absent(TTL))
                .flight(flight -> flight.maxLoadTime(MAX_LOAD_TIME)
                        .hardTimeout(impatient ? MAX_LOAD_TIME.dividedBy(2) : MAX_LOAD_TIME)
                        .whenAbandoned(impatient ? WhenAbandoned.CANCEL : WhenAbandoned.COMPLETE))
                .settings(settings -> settings.remote(
                                remote -> remote.timeout(REMOTE_TIMEOUT).fenceSlack(FENCE_SLACK))
                        .log(log -> log.announceTimeout(ANNOUNCE_TIMEOUT)))
                .entryLoader(request -> load(life, request.key()))
                .writer((key, value) -> write(life, key, value))
                .clock(time)
                .scheduler(scheduler(life))
                .remote(new HeldStore(this, life))
                .log(new HeldLog(this, life));
        return builder.build();
    }

    Scheduler scheduler(Life life) {
        return new NodeScheduler(life, agenda, time);
    }

    private Mono<LoadResult<Integer>> load(Life life, int key) {
        Mono<LoadResult<Integer>> load = Mono.fromSupplier(() ->
                rows.read(key).map(LoadResult::of).orElseGet(LoadResult::absent).tags(WideWrite.tags(key)));
        return new HeldCall<>(this, life, "LOAD", load);
    }

    private Mono<Void> write(Life life, int key, int value) {
        Mono<Void> commit = Mono.fromRunnable(() -> rows.commit(key, value));
        return Mono.deferContextual(context -> new HeldCall<>(this, life, "COMMIT", commit)
                .doOnSuccess(done -> context.get(Write.class).committed()));
    }

    /** Begins a history. */
    void begin(long seed) {
        time.advanceToMultiple(Duration.ofMinutes(1).toMillis());
        remote.restart(false);
        makeTable();
        if (worn) {
            renew();
        }
        time.advance(TTL.toMillis() + 2 * FENCE.toMillis());
        time.tidy();
        trace.clear();
        chance.seed(seed);
        rows.clear();
        ledger.clear();
        marks.clear();
        appendedBefore = end();
    }

    private LogPositions end() {
        return Objects.requireNonNull(log.end().block());
    }

    /** What happens in this history is remembered for longer than until the next one begins. */
    void wear() {
        worn = true;
    }

    private void renew() {
        worn = false;
        agenda.clear();
        for (int node = 0; node < nodes(); node++) {
            begin(node);
        }
        findPlaces();
    }

    /** A node crashes, and another one takes its place. */
    void crash(int node) {
        tally.count(Event.CRASH);
        trace.add(lives.get(node), " crashes and starts anew");
        wear();
        begin(node);
    }

    private void begin(int node) {
        Life ended = lives.get(node);
        ended.end();
        time.forget(ended);
        ledger.crashed(node);
        lives.set(node, new Life(node));
        caches.set(node, cache(lives.get(node)));
    }

    /** The present life of a node. */
    Life life(int node) {
        return lives.get(node);
    }

    /** A table with nothing in it; whoever made it has found out that there is nothing to know. */
    private void makeTable() {
        content()
                .marks()
                .forEach(mark ->
                        remote.open(NAME, mark.token(), mark.marker(), end()).block());
        content().rows().forEach(row -> remote.drop(NAME, row).block());
    }

    private MarkerTable.Content content() {
        return Objects.requireNonNull(remote.read(NAME).block());
    }

    ReactiveCache<Integer, Integer> cache(int node) {
        return caches.get(node);
    }

    int nodes() {
        return caches.size();
    }

    /** The number of a record in its partition in this history, counted from 0. */
    int number(Position position) {
        return (int) (position.offset() - appendedBefore.offset(position.partition()) - 1);
    }

    /** The partition of a key: keys that follow each other are in different ones, as far as there are. */
    int partition(int key) {
        return key % appendedBefore.partitions();
    }

    void applied(int node, Position position) {
        ledger.applied(node, position.partition(), number(position));
    }

    void reset(int node, LogPositions positions) {
        for (int partition = 0; partition < positions.partitions(); partition++) {
            ledger.reset(node, partition, number(positions.position(partition)));
        }
    }

    /** Checks that a node that tells the remote tier of a change has nothing of the key itself any more. */
    void checkRemoved(int node, int key) {
        cache(node)
                .with(ReadOptions.none().localOnly())
                .get(key)
                .subscribe(value -> ledger.violation("n" + node + " closes k" + key + " and keeps it"));
    }

    /** Lets so much time pass that nothing is closed or remembered any more. */
    void passLongTime() {
        tally.count(Event.LONG_PAUSE);
        time.advance(2 * FENCE.toMillis());
        ledger.forget();
    }

    /** Lets nodes do for a while what they do by themselves: look into the table, sweep, forget. */
    void passUpkeep() {
        for (int turn = 0; turn < UPKEEP_TURNS; turn++) {
            time.advance(REPAIR_PAUSE);
            agenda.takeUpkeep();
        }
    }

    /** The key with this name in the remote store. */
    static int key(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf(':') + 1));
    }

    /** What the remote store holds for a key, whoever may use it. */
    Optional<StoredEntry> stored(int key) {
        return Objects.requireNonNull(remote.read(NAME + ":" + partition(key) + ":" + key, MAX_LOAD_TIME)
                        .block())
                .entry();
    }
}
