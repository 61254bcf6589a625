package io.reactivecache.test.faults;

import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Faults drawn from a seed, in rounds: a few at a time, each while those before it last; then all of them end, and the next
 * round waits until every node is well again. So no cut lasts longer than nodes remember what was changed meanwhile.
 */
final class Troubles {

    static final String RECOVERY = "recovery";

    private static final int MOST_AT_ONCE = 4;
    private static final int LONGEST_MILLIS = 1_500;
    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(90));

    private final Places places;
    private final List<ForkedNode> nodes;
    private final Supplier<List<String>> unwell;
    private final Tally tally;
    private final Random chance;
    private final List<Trouble> all = new ArrayList<>();

    private record Trouble(String name, Runnable begin) {}

    Troubles(Places places, List<ForkedNode> nodes, Supplier<List<String>> unwell, Tally tally, long seed) {
        this.places = places;
        this.nodes = nodes;
        this.unwell = unwell;
        this.tally = tally;
        this.chance = new Random(seed);
        places.servers().forEach(this::addServer);
        places.links().values().forEach(this::addLink);
        nodes.forEach(this::addNode);
    }

    private void addNode(ForkedNode node) {
        add("node.killed", node::kill);
        add("node.killedAndStarted", () -> {
            node.kill();
            node.start();
        });
    }

    private void addServer(String name, TestServer server) {
        add(name + ".killed", server::kill);
        add(name + ".killedAndStarted", () -> {
            server.kill();
            server.start();
        });
        add(name + ".restarted", server::restart);
        add(name + ".paused", () -> {
            if (server.isRunning()) {
                server.pause();
            }
        });
    }

    private void addLink(FaultyProxy link) {
        add("link.reset", link::reset);
        add("link.swallows", link::blackHole);
        add("link.refuses", () -> {
            link.refuse();
            link.reset();
        });
        add("link.slow", () -> link.delay(millis(300), millis(200)));
    }

    private void add(String name, Runnable begin) {
        all.add(new Trouble(name, begin));
    }

    private Duration millis(int most) {
        return Duration.ofMillis(chance.nextInt(most));
    }

    /** Makes trouble until told otherwise, and ends with none. */
    void run(BooleanSupplier isOver) {
        pass(1_000);
        while (!isOver.getAsBoolean()) {
            int count = 1 + chance.nextInt(MOST_AT_ONCE);
            for (int i = 0; i < count; i++) {
                begin(all.get(chance.nextInt(all.size())));
                pass(50 + chance.nextInt(LONGEST_MILLIS));
            }
            recover();
            pass(chance.nextInt(LONGEST_MILLIS));
        }
    }

    private void begin(Trouble trouble) {
        tally.count("faults." + trouble.name());
        trouble.begin().run();
    }

    private void recover() {
        places.heal();
        nodes.forEach(ForkedNode::start);
        tally.tried(RECOVERY);
        if (!SOON.reached(() -> unwell.get().isEmpty())) {
            tally.failed(RECOVERY, String.join("; ", unwell.get()));
        }
    }

    private static void pass(int millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }
}
