package io.reactivecache.test.history;

import io.reactivecache.Position;
import io.reactivecache.ReadOptions;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Some nodes, a system of record, a remote store and a log, with everything that happens between them held on one agenda.
 * For one thread.
 *
 * <p>A world is used for many histories: between two of them everything any tier holds runs out, and what is left (positions,
 * and the memory of older records) says nothing about values that are younger. Where nodes would remember something for
 * longer, or have begun at another time than at the beginning, there are new nodes.
 */
final class World {

    static final int KEYS = 2;
    static final Duration MAX_LOAD_TIME = Duration.ofSeconds(10);
    static final Duration REMOTE_TIMEOUT = Duration.ofSeconds(1);
    static final Duration ANNOUNCE_TIMEOUT = Duration.ofSeconds(2);
    static final Duration FENCE_SLACK = Duration.ofSeconds(60);
    static final Duration TTL = Duration.ofHours(1);
    static final String NAME = "histories";

    /** Nodes that are out of touch with the log answer nothing they have, and so nothing wrong. */
    static final Duration NEVER = Duration.ofDays(300);

    /** Longer than a node waits before it repeats what the remote tier has missed, in milliseconds. */
    static final long REPAIR_PAUSE = 500;

    /** So many times this that all nodes have looked into the table after a sweep. */
    private static final int UPKEEP_TURNS = 50;

    /** So many moments that a sweep that has begun has ended. */
    private static final int SWEEP_TURNS = 5;

    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(10);

    private static final Duration FENCE = MAX_LOAD_TIME.plus(FENCE_SLACK);

    /** A multiple of the time between any two turns of a node. */
    private static final Duration ALL_TURNS = Duration.ofMinutes(1);

    final Chance chance = new Chance();
    final Tally tally = new Tally();
    final Fates fates = new Fates(chance, tally);
    final Trace trace;
    final Agenda agenda;
    final VirtualTime time = new VirtualTime();
    final Rows rows = new Rows();
    final Ledger ledger;
    final Marks marks;
    final InMemoryRemoteStore remote = new InMemoryRemoteStore(time);
    final KeptLog log;
    final Nodes nodes;
    private LogPositions appendedBefore;
    private boolean worn;

    World(int nodes, int partitions, Trace trace) {
        this.trace = trace;
        this.agenda = new Agenda(chance, trace);
        this.log = new KeptLog(partitions);
        this.appendedBefore = end();
        this.ledger = new Ledger(this, nodes, partitions);
        this.marks = new Marks(tally, ledger, time);
        makeTable();
        this.nodes = new Nodes(this, nodes);
        findPlaces();
    }

    /** All nodes find their places in the log, and what they do by themselves is done. */
    private void findPlaces() {
        fates.faults(0);
        while (!agenda.isEmpty()) {
            agenda.takeOne();
        }
    }

    /** A table with nothing in it but the checkpoint: the mark that every table is made with is settled. */
    private void makeTable() {
        remote.checkpoint(NAME, table().seal(), end()).block();
        for (MarkerTable.Mark mark : table().marks()) {
            remote.open(NAME, mark.token(), mark.marker(), end()).block();
        }
        for (MarkerTable.Row row : table().rows()) {
            remote.drop(NAME, row).block();
        }
    }

    private MarkerTable.Content table() {
        return Objects.requireNonNull(remote.read(NAME).block());
    }

    private LogPositions end() {
        return Objects.requireNonNull(log.end().block());
    }

    /** Begins a history. */
    void begin(long seed) {
        time.advanceToMultiple(ALL_TURNS.toMillis());
        remote.restart(false);
        log.lose();
        makeTable();
        if (worn) {
            renew();
        }
        time.advance(TTL.plus(ALL_TURNS.multipliedBy(3)).toMillis());
        findPlaces();
        time.tidy();
        trace.clear();
        chance.seed(seed);
        rows.clear();
        ledger.clear();
        marks.clear();
        appendedBefore = end();
    }

    private void renew() {
        worn = false;
        agenda.clear();
        for (int node = 0; node < nodes.count(); node++) {
            nodes.renew(node);
        }
        findPlaces();
    }

    /** Something is remembered for longer than until the next history begins. */
    void wear() {
        worn = true;
    }

    /** A node crashes, and another one takes its place. */
    void crash(int node) {
        tally.count(Event.CRASH);
        trace.add(nodes.life(node), " crashes and starts anew");
        wear();
        ledger.crashed(node);
        nodes.renew(node);
    }

    /** The number of a record in its partition in this history, counted from 0. */
    int number(Position position) {
        return (int) (position.offset() - appendedBefore.offset(position.partition()) - 1);
    }

    /** The partition of a key: keys that follow each other are in different ones, as far as there are. */
    int partition(int key) {
        return key % appendedBefore.partitions();
    }

    /** A node has applied a record. */
    void applied(int node, Position position) {
        ledger.applied(node, position.partition(), number(position));
    }

    /** A node has lost its place, or begins, and goes on at positions. */
    void reset(int node, LogPositions positions) {
        for (int partition = 0; partition < positions.partitions(); partition++) {
            ledger.reset(node, partition, number(positions.position(partition)));
        }
    }

    /** Checks that a node that tells the remote tier of a change has nothing of the key itself any more. */
    void checkRemoved(int node, int key) {
        nodes.cache(node)
                .with(ReadOptions.none().localOnly())
                .get(key)
                .subscribe(value -> ledger.violation("n" + node + " closes k" + key + " and keeps it"));
    }

    /** The remote store loses the table, and nothing else. */
    void loseTable() {
        tally.count(Event.TABLE_LOST);
        trace.add("the table of markers is lost");
        wear();
        remote.loseMarkers();
    }

    /** Checks that a node that has begun has opened the marks of dead writers. */
    void checkMarks() {
        table().marks().stream()
                .filter(mark -> mark.age().compareTo(FENCE) > 0)
                .forEach(mark -> ledger.violation("nobody opens the mark of a dead writer"));
    }

    /** Lets so much time pass that nothing is closed or remembered any more. */
    void passLongTime() {
        tally.count(Event.LONG_PAUSE);
        trace.add("a long time passes");
        time.advance(2 * FENCE.toMillis());
        ledger.forget();
    }

    /** Lets nodes do for a while what they do by themselves: look into the table, sweep, forget. */
    void passUpkeep() {
        trace.add("nodes look after the table");
        passTurns(UPKEEP_TURNS, REPAIR_PAUSE);
    }

    /** Lets time pass until one of the nodes sweeps, and has swept; loads that have begun go on. */
    void passToSweep() {
        trace.add("time passes to the next sweep");
        time.advanceToMultiple(SWEEP_INTERVAL.toMillis());
        passTurns(SWEEP_TURNS, 1);
    }

    private void passTurns(int turns, long pause) {
        for (int turn = 0; turn < turns; turn++) {
            agenda.takeUpkeep();
            time.advance(pause);
        }
    }

    /** The key with this name in the remote store. */
    static int key(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf(':') + 1));
    }

    /** What the remote store holds for a key, whoever may use it. */
    Optional<StoredEntry> stored(int key) {
        String name = NAME + ":" + partition(key) + ":" + key;
        return Objects.requireNonNull(remote.read(name, MAX_LOAD_TIME).block()).entry();
    }
}
