package io.reactivecache.test.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ReactiveCache;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.test.server.RedisServer;
import io.reactivecache.test.server.RedisTest;
import org.junit.jupiter.api.Test;

/** Over a log that can be replayed nobody has to wait for the table to be complete. */
@RedisTest
class RedisNewTableTest extends NewTableCases {

    RedisNewTableTest(RedisServer redis) {
        super(redis);
    }

    @Override
    InvalidationLog log(RedisRemoteStore store, String name) {
        return RedisStreamLog.on(store).name(name).partitions(2).build();
    }

    @Test
    void whatIsPutRightAfterTheStartIsThereForWhoeverStartsNext() {
        ReactiveCache<String, String> node = node();
        put(node, "value");
        invalidateOther(node);
        assertThat(get(node())).isEqualTo("value");
        closeNodes();

        assertThat(get(node())).isEqualTo("value");
        await("complete", table -> table.made().isEmpty());
        assertThat(get(node())).isEqualTo("value");
    }

    @Test
    void aTableThatIsLostBesideANodeTakesNothing() {
        ReactiveCache<String, String> node = node();
        put(node, "value");
        await("complete", table -> table.made().isEmpty());
        loseTable();
        put(node, "newer");
        invalidateOther(node);
        await("told", table -> table.checkpoint().isPresent());

        assertThat(get(node())).isEqualTo("newer");
        await("complete", table -> table.made().isEmpty());
        closeNodes();
        assertThat(get(node())).isEqualTo("newer");
    }
}
