package io.reactivecache.test.faults;

import io.reactivecache.test.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Three nodes with one kind of log, traffic and troubles, and a look at everything once they are over. */
final class FaultRun implements AutoCloseable {

    private static final int NODES = 3;
    private static final int KEYS = 300;
    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(90));
    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final List<String> METERS = List.of(
            "LOG_RESET",
            "LOG_GAP",
            "LOG_RECONNECT",
            "PROBE",
            "PROBE_FAILURE",
            "ISOLATION",
            "ISOLATED_READ",
            "REPAIR_DONE",
            "REMOTE_FENCED");
    private static final List<String> TIERS = List.of("local", "remote", "read");

    private final LogKind kind;
    private final Tally tally = new Tally();
    private final Rows rows = new Rows(KEYS);
    private final Judge judge = new Judge(rows, tally);
    private final List<ForkedNode> nodes = new ArrayList<>();
    private final Places places;

    FaultRun(LogKind kind) throws Exception {
        this.kind = kind;
        this.places = new Places(kind, NODES);
        for (int node = 0; node < NODES; node++) {
            nodes.add(node(node));
        }
        for (ForkedNode node : nodes) {
            node.ready().get(60, TimeUnit.SECONDS);
        }
    }

    private ForkedNode node(int number) {
        return new ForkedNode(number, kind, places.redisPort(number), places.logPort(number), rows::answer);
    }

    FaultResult run(long seed, int writes, int rate) throws InterruptedException {
        SOON.holds("well", () -> unwell().isEmpty());
        long began = System.nanoTime();
        Traffic traffic = new Traffic(nodes, rows, judge, tally, seed, writes, rate);
        AtomicBoolean over = new AtomicBoolean();
        Thread troubles =
                new Thread(() -> new Troubles(places, nodes, this::unwell, tally, seed).run(over::get), "troubles");
        troubles.start();
        traffic.run();
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        over.set(true);
        troubles.join();
        checkAll();
        nodes.forEach(this::countResets);
        return new FaultResult(kind, seed, writes, time, judge.oldest(), tally);
    }

    /** Looks twice: when all is well, and once no node remembers any more which keys were changed. */
    private void checkAll() {
        pass(SETTLING);
        nodes.forEach(this::check);
        pass(FaultNode.FENCE.multipliedBy(2));
        nodes.forEach(this::check);
    }

    private void check(ForkedNode node) {
        for (int key = 0; key < KEYS; key++) {
            for (String tier : TIERS) {
                judge.last(tier, node.number(), key, ask(node, tier + ' ' + key));
            }
        }
    }

    private void countResets(ForkedNode node) {
        for (String meter : METERS) {
            tally.count("node." + meter, Long.parseLong(ask(node, "count " + meter)));
        }
    }

    /** What the nodes say of themselves that are not in touch with everything, or have something left to tell. */
    private List<String> unwell() {
        return nodes.stream().map(node -> node.ask("health")).toList().stream()
                .map(FaultRun::answer)
                .filter(health -> !health.equals("well"))
                .toList();
    }

    private static String ask(ForkedNode node, String question) {
        return answer(node.ask(question));
    }

    private static String answer(CompletableFuture<String> answer) {
        return answer.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static void pass(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    @Override
    public void close() {
        for (ForkedNode node : nodes) {
            node.close();
        }
        places.close();
    }
}
