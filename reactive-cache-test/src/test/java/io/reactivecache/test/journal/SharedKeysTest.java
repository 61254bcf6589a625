package io.reactivecache.test.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheWrites;
import io.reactivecache.Durability;
import io.reactivecache.KeyWrite;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.spi.CacheMetrics;
import io.reactivecache.spi.InProcessDeadLetters;
import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Nodes that share a journal write the same keys. What each of them shows in the end is what the system of record has. */
@KafkaTest
class SharedKeysTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int NODES = 3;
    private static final int KEYS = 24;
    private static final int WRITES = 600;
    private static final int AT_ONCE = 16;
    private static final int POISON = 17;

    private final KafkaJournals journals;
    private final InProcessInvalidationLog log = new InProcessInvalidationLog();
    private final InProcessDeadLetters letters = new InProcessDeadLetters(NODES * WRITES);
    private final Map<Integer, Integer> truth = new ConcurrentHashMap<>();
    private final List<ReactiveCache<Integer, Integer>> nodes;
    private final Random random = new Random(1);

    SharedKeysTest(KafkaServer kafka) {
        this.journals = new KafkaJournals(kafka.bootstrapServers());
        this.nodes = IntStream.range(0, NODES).mapToObj(node -> node()).toList();
    }

    /** The counts of each alone do not add up: what one accepts another may apply. */
    private ReactiveCache<Integer, Integer> node() {
        ReactiveCache<Integer, Integer> node = WatchedCaches.build(
                ReactiveCaches.builder("stock")
                        .keys(Integer.class)
                        .values(Integer.class)
                        .loader(key -> Mono.justOrEmpty(truth.get(key)))
                        .bulkWriter(this::write)
                        .log(log)
                        .writeBehind(behind -> behind.journal(journals.node())
                                .deadLetters(letters)
                                .settings(settings -> settings.batchSize(8).attempts(1))),
                builder -> builder.metrics(CacheMetrics.NONE));
        node.ready().block(LIMIT);
        return node;
    }

    private Mono<Void> write(List<KeyWrite<Integer, Integer>> writes) {
        return Mono.delay(Duration.ofMillis(2)).then(Mono.fromRunnable(() -> writes.forEach(this::write)));
    }

    private void write(KeyWrite<Integer, Integer> write) {
        int value = write.value().orElseThrow();
        if (value % POISON == 0) {
            throw new IllegalArgumentException("poison");
        }
        truth.put(write.key(), value);
    }

    /** Values are numbers of their own, of all nodes. */
    private Mono<Void> load(int node) {
        CacheWrites<Integer, Integer> deferred =
                nodes.get(node).with(WriteOptions.none().durability(Durability.DEFERRED));
        return Flux.range(0, WRITES)
                .map(number -> number * NODES + node)
                .flatMap(value -> deferred.put(random.nextInt(KEYS), value), AT_ONCE)
                .then();
    }

    private Map<Integer, Integer> shown(ReactiveCache<Integer, Integer> node) {
        return Flux.range(0, KEYS)
                .flatMap(key -> node.get(key).map(value -> Map.entry(key, value)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .block(LIMIT);
    }

    @AfterEach
    void close() {
        nodes.forEach(node -> node.close().block(LIMIT));
        journals.close();
    }

    @Test
    void everyNodeShowsWhatWasAppliedOnceNothingIsPending() {
        Flux.range(0, NODES).flatMap(this::load).blockLast(LIMIT);
        nodes.forEach(node -> node.flush().block(LIMIT));

        Eventually.within(LIMIT)
                .holds(
                        "all nodes show the truth",
                        () -> nodes.stream().allMatch(node -> shown(node).equals(truth)));
        assertThat(truth).hasSize(KEYS);
    }
}
