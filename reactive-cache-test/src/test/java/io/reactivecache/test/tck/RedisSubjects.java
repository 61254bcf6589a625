package io.reactivecache.test.tck;

import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What asks a Redis.
 *
 * @param present a store that is connected
 * @param away a store that was disposed
 * @param changing a store that loses its connection all the time
 */
record RedisSubjects(
        Supplier<RedisRemoteStore> present, Supplier<RedisRemoteStore> away, Supplier<RedisRemoteStore> changing)
        implements Suite {

    @Override
    public List<Subject> subjects() {
        return Stream.of(new StoreSubjects<>("redis", present, away).subjects(), available(), log())
                .flatMap(List::stream)
                .toList();
    }

    private List<Subject> available() {
        return List.of(
                Subject.one("redis, available at the end", () -> away.get().available()),
                Subject.endless("redis, available", n -> changing.get().available()));
    }

    private List<Subject> log() {
        return new LogSubjects("redis log", () -> log(present), Optional.of(() -> log(away))).subjects();
    }

    private static RedisStreamLog log(Supplier<RedisRemoteStore> store) {
        return RedisStreamLog.on(store.get()).partitions(1).build();
    }
}
