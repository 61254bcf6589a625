package io.reactivecache.redis;

import io.lettuce.core.cluster.SlotHash;
import io.reactivecache.test.server.RedisCluster;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Keys and names by the primary that has them at the beginning. */
final class ClusterKeys {

    private ClusterKeys() {}

    /** A key of a primary. */
    static String on(RedisCluster cluster, int index) {
        return on(cluster, index, "shop");
    }

    /** A key of a primary whose text begins so. */
    static String on(RedisCluster cluster, int index, String namespace) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> namespace + ":" + i + ":a")
                .filter(key -> cluster.ownerAtFirst(slot(key)) == index)
                .findFirst()
                .orElseThrow();
    }

    /** Does something on the primary that has a name at the beginning. */
    static void at(RedisCluster cluster, byte[] name, Consumer<Plain> step) {
        try (Plain plain = new Plain(cluster.uri(cluster.ownerAtFirst(SlotHash.getSlot(name))))) {
            step.accept(plain);
        }
    }

    /** The slot of a key. */
    static int slot(String key) {
        return SlotHash.getSlot(name(key));
    }

    /** The name of a key on a cluster. */
    static byte[] name(String key) {
        return KeyForm.TAGGED.key(key).name();
    }
}
