package io.reactivecache.samples.benchmarks.compare;

import io.reactivecache.samples.benchmarks.compare.peer.RedissonClients;
import io.reactivecache.test.server.RedisServer;
import java.util.List;

/** What an entry of the local tier takes beside its key and its value. */
final class Memory implements Scenario {

    @Override
    public String name() {
        return "memory of a local entry";
    }

    @Override
    public List<Row> measure(Plan plan) {
        try (RedisServer server = RedisServer.builder().build()) {
            server.start();
            try (RedissonClients redisson = new RedissonClients(server.uri())) {
                return List.of(Turns.measure(plan, contenders(redisson))
                        .row(
                                name(),
                                Unit.BYTES,
                                "beside its key and value, of 200,000",
                                "redisson keeps a hash of the key in its place"));
            }
        }
    }

    private static List<Footprint> contenders(RedissonClients redisson) {
        return List.of(
                new Footprint("reactive-cache", Role.OURS, LocalTiers::ours),
                new Footprint("caffeine", Role.RAW, LocalTiers::caffeine),
                new Footprint("spring", Role.PEER, LocalTiers::spring),
                new Footprint("redisson local map", Role.PEER, () -> RedissonTier.of(redisson)),
                new Footprint("jetcache", Role.PEER, LocalTiers::jetCache));
    }
}
