package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.test.Eventually;
import io.reactivecache.test.quiet.WatchedCaches;
import io.reactivecache.test.server.FaultyProxy;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** A node whose process is stopped while another one announces a change, and goes on later than it may be out of touch. */
@RedisTest
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
final class StoppedNodeTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String log = "stopped-" + UUID.randomUUID();

    @TempDir
    private Path directory;

    private Path row;
    private FaultyProxy proxy;
    private RedisRemoteStore store;
    private ReactiveCache<String, String> writer;
    private StoppableNode node;

    @BeforeEach
    void startTwoNodes(RedisServer redis) throws Exception {
        URI uri = URI.create(redis.uri());
        row = Files.writeString(directory.resolve("row"), "old");
        proxy = FaultyProxy.to(uri.getHost(), uri.getPort());
        node = new StoppableNode("redis://127.0.0.1:" + proxy.port(), log, row);
        store = RedisRemoteStore.create(redis.uri());
        writer = WatchedCaches.build(ReactiveCaches.builder(StoppableNode.CACHE)
                .keys(String.class)
                .values(String.class)
                .remote(store)
                .loader(key -> Mono.just("unused"))
                .log(RedisStreamLog.on(store).name(log).build()));
        writer.ready().block(LIMIT);
    }

    @AfterEach
    void close() {
        node.close();
        writer.close().block(LIMIT);
        store.dispose();
        proxy.close();
    }

    @Test
    void itsFirstReadAfterwardsIsNotAnsweredByWhatItHadBefore() throws Exception {
        node.read();
        assertThat(node.read()).isEqualTo("old LOCAL");
        node.stop();
        proxy.blackHole();
        changeTheRow();
        pass(StoppableNode.MAX.plusMillis(100));
        node.ask();
        node.goOn();

        assertThat(node.answer()).isEqualTo("new LOADED");
    }

    @Test
    void itIsInTouchAgainAfterwards() throws Exception {
        node.read();
        node.stop();
        changeTheRow();
        pass(StoppableNode.MAX.plusMillis(100));
        node.goOn();

        Eventually.within(LIMIT).passes(() -> {
            assertThat(node.read()).startsWith("new");
            assertThat(node.read()).isEqualTo("new LOCAL");
        });
    }

    private void changeTheRow() throws Exception {
        Files.writeString(row, "new");
        writer.invalidate(StoppableNode.KEY).block(LIMIT);
    }

    private static void pass(Duration time) {
        Mono.delay(time).block(LIMIT);
    }
}
