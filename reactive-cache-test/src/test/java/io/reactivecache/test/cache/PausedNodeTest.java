package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.RealNodes.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ReactiveCache;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** A node that stands still, in the midst of loads, while others change what it has and what it loads. */
@RedisTest
@KafkaTest
@DisabledOnOs(OS.WINDOWS)
class PausedNodeTest {

    private static final List<String> KEPT = keys("kept");
    private static final List<String> LOADING = keys("loading");

    @TempDir
    private Path rows;

    private final RedisServer redis;
    private final KafkaServer kafka;
    private final RealNodes nodes;
    private ReactiveCache<String, String> other;

    PausedNodeTest(RedisServer redis, KafkaServer kafka) {
        this.redis = redis;
        this.kafka = kafka;
        this.nodes = new RealNodes(redis.uri(), kafka.bootstrapServers());
    }

    private static List<String> keys(String name) {
        return IntStream.range(0, 20).mapToObj(i -> name + "-" + i).toList();
    }

    @BeforeEach
    void startOther() {
        other = nodes.node();
        Eventually.within(LIMIT).holds("up", () -> other.health().block(LIMIT).isUp());
        KEPT.forEach(key -> set(key, "old"));
        LOADING.forEach(key -> set(key, "old"));
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private void set(String key, String value) {
        nodes.rows.put(key, value);
        try {
            Files.writeString(rows.resolve(key), value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aNodeThatStoodStillAMomentBringsNothingOldBack() throws IOException, InterruptedException {
        bringsNothingOldBack(Duration.ofSeconds(3), Duration.ofSeconds(30));
    }

    /** Longer than the fence of what was changed meanwhile. */
    @Test
    @Tag("slow")
    void aNodeThatStoodStillForHalfAMinuteBringsNothingOldBack() throws IOException, InterruptedException {
        bringsNothingOldBack(Duration.ofSeconds(30), Duration.ofSeconds(10));
    }

    private void bringsNothingOldBack(Duration pause, Duration maxLoadTime) throws IOException, InterruptedException {
        try (NodeProcess node = start(maxLoadTime)) {
            KEPT.forEach(key -> assertThat(node.answer(key)).endsWith(" old"));
            LOADING.forEach(node::ask);
            node.await("read loading", LOADING.size());
            node.pause();
            KEPT.forEach(this::change);
            LOADING.forEach(this::change);
            Mono.delay(pause).block();
            node.resume();
            node.await("answered loading", LOADING.size());

            ReactiveCache<String, String> later = nodes.node();
            assertThat(LOADING).allSatisfy(key -> assertIsNew(later, key));
            Stream.of(KEPT, LOADING).flatMap(List::stream).forEach(key -> becomesNew(node, key));
            assertThat(KEPT).allSatisfy(key -> assertIsNew(other, key));
        }
    }

    private NodeProcess start(Duration maxLoadTime) throws IOException {
        return NodeProcess.start(
                redis.uri(),
                kafka.bootstrapServers(),
                nodes.name,
                String.valueOf(maxLoadTime.toMillis()),
                rows.toString());
    }

    private void change(String key) {
        set(key, "new");
        other.invalidate(key).block(LIMIT);
    }

    private static void becomesNew(NodeProcess node, String key) {
        Eventually.within(LIMIT).holds("new", () -> node.answer(key).endsWith(" new"));
    }

    private static void assertIsNew(ReactiveCache<String, String> node, String key) {
        assertThat(node.get(key).block(LIMIT)).isEqualTo("new");
    }
}
