package io.reactivecache.test.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.test.crash.Life.Plan;
import io.reactivecache.test.server.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** The nodes of one cache in one life after another, each ended by a kill, and what the system of record has then. */
final class KilledCache implements AutoCloseable {

    private static final int KILLS_UNTIL_CHECK = 6;

    private final Path root;
    private final Place place;
    private final UnaryOperator<Place> copy;
    private final List<String> seats;
    private final long seed;
    private final SplittableRandom random;
    private final Map<String, Node> nodes = new HashMap<>();
    private final Told told = new Told();
    private final History history = new History();
    private final Tally tally = new Tally();
    private Path file;
    private TruthFile truth;
    private int lives;
    private int ended;

    private record Node(ForkedJvm jvm, Moment moment) {}

    /**
     * A cache.
     *
     * @param root a directory for its system of record
     * @param copy gives another journal that has what the journal has
     * @param seats the names of the nodes that write at the same time
     */
    KilledCache(Path root, Place place, UnaryOperator<Place> copy, List<String> seats, long seed) {
        this.root = root;
        this.place = place;
        this.copy = copy;
        this.seats = seats;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.file = root.resolve("truth");
        this.truth = new TruthFile(file);
    }

    /** Kills so many nodes, and checks what is left now and then and at the end. */
    void run(int kills) throws IOException {
        try {
            for (int round = 1; round <= kills; round++) {
                killOne();
                if (round % KILLS_UNTIL_CHECK == 0 || round == kills) {
                    check();
                }
            }
        } finally {
            System.out.println("kills: seed " + seed + ", nodes " + seats.size() + ", " + tally);
        }
    }

    private void killOne() throws IOException {
        for (String seat : seats) {
            if (!nodes.containsKey(seat)) {
                Moment moment = Moment.any(random);
                nodes.put(seat, new Node(begin(place, seat, moment.plan()), moment));
            }
        }
        String seat = seats.get(random.nextInt(seats.size()));
        Node node = nodes.get(seat);
        node.moment().await(node.jvm(), random);
        kill(seat);
        tally.rounds++;
    }

    private ForkedJvm begin(Place where, String seat, Plan plan) throws IOException {
        Life life = new Life(where, file, seat, ++lives, told.next(), random.nextLong(), plan);
        return ForkedJvm.start(List.of(), ProcessBuilder.Redirect.DISCARD, CrashNode.class, life.args());
    }

    private void kill(String seat) {
        told.hear(nodes.remove(seat).jvm().kill());
        ended++;
    }

    private void check() throws IOException {
        List.copyOf(nodes.keySet()).forEach(this::kill);
        Place other = copy.apply(place);
        Map<String, Optional<Integer>> once = drained(place);
        Map<String, Optional<Integer>> twice = drained(other);

        assertThat(twice).isEqualTo(once);
        history.check(ended);
        told.check(history.last());
        tally.add(told, history);
        beginAnew();
    }

    private Map<String, Optional<Integer>> drained(Place where) throws IOException {
        try (ForkedJvm node = begin(where, "drain", Plan.DRAIN)) {
            node.await("closed");
            node.ended();
            ended++;
        }
        history.add(truth.more());
        return numbers();
    }

    private Map<String, Optional<Integer>> numbers() {
        Map<String, Optional<Integer>> numbers = new HashMap<>();
        history.last().forEach((key, write) -> numbers.put(key, write.number()));
        return numbers;
    }

    /** What has passed is left behind, but for the values of the keys that stay. */
    private void beginAnew() throws IOException {
        List<Write> rows = history.last().values().stream()
                .filter(write -> Load.stays(write.key()))
                .toList();
        truth.close();
        file = root.resolve("truth-" + lives);
        truth = new TruthFile(file);
        truth.append(rows);
        truth.more();
        told.clear();
        history.clear();
        ended = 0;
    }

    @Override
    public void close() throws IOException {
        nodes.values().forEach(node -> node.jvm().close());
        truth.close();
    }
}
