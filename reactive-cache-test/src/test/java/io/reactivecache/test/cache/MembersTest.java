package io.reactivecache.test.cache;

import static io.reactivecache.test.cache.RealNodes.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Member;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes on a real log tell each other that they are there. */
@RedisTest
@KafkaTest
class MembersTest {

    private static final Duration INTERVAL = Duration.ofMillis(200);

    @Test
    void eachNodeHearsOfTheOthersUntilTheyAreGone(RedisServer redis, KafkaServer kafka) {
        try (RealNodes nodes = new RealNodes(redis.uri(), kafka.bootstrapServers())) {
            ReactiveCache<String, String> a = nodes.startingNode(MembersTest::heard);
            ReactiveCache<String, String> b = nodes.startingNode(MembersTest::heard);
            Eventually.within(LIMIT).holds("both", () -> alive(a) == 2 && alive(b) == 2);
            a.put("key", "value").block(LIMIT);

            assertThat(members(a)).extracting(Member::self).containsExactly(true, false);
            assertThat(members(a).get(0).node()).isEqualTo(members(b).get(1).node());
            Eventually.within(LIMIT)
                    .holds("no lag", () -> members(a).get(1).lag().orElse(9) == 0);
            b.close().block(LIMIT);
            Eventually.within(LIMIT).holds("gone", () -> members(a).size() == 1);
        }
    }

    private static CacheBuilder<String, String> heard(CacheBuilder<String, String> builder) {
        return builder.settings(settings -> settings.log(log -> log.heartbeat(INTERVAL)));
    }

    private static long alive(ReactiveCache<?, ?> node) {
        return members(node).stream().filter(Member::alive).count();
    }

    private static List<Member> members(ReactiveCache<?, ?> node) {
        return node.members().block(LIMIT);
    }
}
