package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.RealNodes.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Freshness;
import io.reactivecache.ReactiveCache;
import io.reactivecache.Source;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Nodes whose clocks are an hour apart, over a real Redis and a real Kafka. */
@RedisTest
@KafkaTest
class MovedClockTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final RealNodes nodes;
    private final MovedClock clock = new MovedClock(Duration.ZERO);
    private final ReactiveCache<String, String> right;
    private final ReactiveCache<String, String> ahead;
    private final ReactiveCache<String, String> behind;
    private final ReactiveCache<String, String> moved;

    MovedClockTest(RedisServer redis, KafkaServer kafka) {
        this.nodes = new RealNodes(redis.uri(), kafka.bootstrapServers());
        this.right = node(new MovedClock(Duration.ZERO));
        this.ahead = node(new MovedClock(HOUR));
        this.behind = node(new MovedClock(HOUR.negated()));
        this.moved = node(clock);
    }

    private ReactiveCache<String, String> node(MovedClock of) {
        ReactiveCache<String, String> node =
                nodes.startingNode(builder -> builder.clock(of).ttl(Duration.ofMinutes(10)));
        node.ready().block(LIMIT);
        Eventually.within(LIMIT).holds("up", () -> node.health().block(LIMIT).isUp());
        return node;
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void whatOneNodeLoadsIsAsFreshForAllOthersAsItIs() {
        Map.of("of the right", right, "of the ahead", ahead, "of the behind", behind)
                .forEach((key, loader) -> {
                    nodes.rows.put(key, "value");
                    assertThat(loader.lookup(key).block(LIMIT).source()).isEqualTo(Source.LOADED);
                    List.of(right, ahead, behind, moved).stream()
                            .filter(node -> node != loader)
                            .forEach(node -> assertIsReadFromRemote(node, key));
                });
    }

    private static void assertIsReadFromRemote(ReactiveCache<String, String> node, String key) {
        Eventually.within(LIMIT)
                .passes(() -> assertThat(node.lookup(key).block(LIMIT))
                        .satisfies(found -> assertThat(found.source()).isEqualTo(Source.REMOTE))
                        .satisfies(found -> assertThat(found.freshness()).isEqualTo(Freshness.FRESH))
                        .satisfies(found -> assertThat(found.age()).isLessThan(Duration.ofMinutes(1))));
    }

    @Test
    void whatOneNodeChangesIsSeenByAllWhateverTheirClocks() {
        for (ReactiveCache<String, String> writer : List.of(right, ahead, behind)) {
            String key = "written " + writer.hashCode();
            nodes.rows.put(key, "old");
            List.of(right, ahead, behind).forEach(node -> node.get(key).block(LIMIT));
            writer.put(key, "new").block(LIMIT);

            List.of(right, ahead, behind)
                    .forEach(node -> Eventually.within(LIMIT)
                            .holds("new", () -> node.get(key).block(LIMIT).equals("new")));
        }
    }

    @Test
    void aClockSetAnHourOnOrBackBringsNothingBackThatWasChanged() {
        for (Duration wrong : List.of(HOUR, HOUR.negated(), Duration.ZERO)) {
            String key = "set by " + wrong;
            nodes.rows.put(key, "old");
            moved.get(key).block(LIMIT);
            right.get(key).block(LIMIT);
            nodes.rows.put(key, "new");
            Mono<?> change = right.invalidate(key);
            clock.set(wrong);
            change.block(LIMIT);

            Eventually.within(LIMIT)
                    .holds("new", () -> moved.get(key).block(LIMIT).equals("new"));
            Eventually.within(LIMIT)
                    .holds("new", () -> ahead.get(key).block(LIMIT).equals("new"));
            assertThat(right.get(key).block(LIMIT)).isEqualTo("new");
        }
    }
}
