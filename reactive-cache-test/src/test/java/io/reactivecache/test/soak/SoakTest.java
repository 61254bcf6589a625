package io.reactivecache.test.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ReactiveCache;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.cache.RealNodes;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes over Redis and Kafka under load, while the servers fail: the heap does not grow. */
@Tag("soak")
@RedisTest(dedicated = true)
@KafkaTest(dedicated = true)
final class SoakTest {

    private static final Duration TIME = Duration.ofMinutes(Long.getLong("soak.minutes", 30));
    private static final double MOST_MEBIBYTES_PER_HOUR = Integer.getInteger("soak.slope", 20);
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());
    private static final int SAMPLES = 60;
    private static final int MAXIMUM_SIZE = 1_000;
    private static final Eventually SOON = Eventually.within(Duration.ofSeconds(90));

    /** Less than this over the whole time may be anything. */
    private static final double NOISE_MEBIBYTES = 4;

    private final RealNodes nodes;
    private final RandomFaults faults;

    SoakTest(RedisServer redis, KafkaServer kafka) {
        this.nodes = new RealNodes(redis.uri(), kafka.bootstrapServers());
        this.faults = new RandomFaults(List.of(redis, kafka), SEED);
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void theHeapDoesNotGrow() {
        List<ReactiveCache<String, String>> both = List.of(node(), node());
        MixedLoad load = new MixedLoad(both, nodes.rows(), SEED);
        HeapSamples heap = new HeapSamples();
        CompletableFuture<Void> running = load.run(TIME).toFuture();
        CompletableFuture<Void> failing = CompletableFuture.runAsync(() -> failUntil(running));
        sampleUntil(running, heap);
        failing.join();
        both.forEach(node -> SOON.holds("well", () -> isWell(node)));

        System.out.printf(
                Locale.ROOT,
                "soak: seed %d, %s, %d faults, slope %.2f MiB/hour, growth %.2f MiB%n",
                SEED,
                load,
                faults.count(),
                heap.slope(),
                heap.growth());
        assertThat(load.done()).isPositive();
        assertThat(heap.growth() > NOISE_MEBIBYTES ? heap.slope() : 0)
                .as("MiB an hour")
                .isLessThan(MOST_MEBIBYTES_PER_HOUR);
    }

    private ReactiveCache<String, String> node() {
        ReactiveCache<String, String> node = nodes.startingNode(builder -> builder.maximumSize(MAXIMUM_SIZE));
        SOON.holds("ready", () -> isWell(node));
        return node;
    }

    private void failUntil(CompletableFuture<Void> end) {
        while (!end.isDone()) {
            faults.one();
        }
    }

    private static void sampleUntil(CompletableFuture<Void> end, HeapSamples heap) {
        Duration pause = TIME.dividedBy(SAMPLES);
        while (!Eventually.within(pause).reached(end::isDone)) {
            heap.take();
        }
    }

    private static boolean isWell(ReactiveCache<?, ?> node) {
        return node.health().blockOptional(Duration.ofSeconds(30)).orElseThrow().isUp();
    }
}
