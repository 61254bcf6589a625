package io.reactivecache.test.tck;

import io.reactivecache.redis.RedisPositionCounter;
import io.reactivecache.redis.RedisPubSubLog;
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
        return Stream.of(
                        new StoreSubjects<>("redis", present, away).subjects(),
                        new MarkerSubjects<>("redis", present, away).subjects(),
                        available(),
                        logs())
                .flatMap(List::stream)
                .toList();
    }

    private List<Subject> available() {
        return List.of(
                Subject.one("redis, available at the end", () -> away.get().available()),
                Subject.endless("redis, available", n -> changing.get().available()));
    }

    private List<Subject> logs() {
        return Stream.of(
                        new LogSubjects("redis log", () -> log(present), Optional.of(() -> log(away))).subjects(),
                        new LogSubjects("redis pub/sub", () -> pubSub(present), Optional.of(() -> pubSub(away)))
                                .subjects(),
                        List.of(
                                Subject.one(
                                                "redis counter, next",
                                                () -> counter(present).next(0))
                                        .failing(() -> counter(away).next(0)),
                                Subject.one(
                                                "redis counter, end",
                                                () -> counter(present).end())
                                        .failing(() -> counter(away).end())))
                .flatMap(List::stream)
                .toList();
    }

    private static RedisPubSubLog pubSub(Supplier<RedisRemoteStore> store) {
        return RedisPubSubLog.on(store.get()).partitions(1).build();
    }

    private static RedisPositionCounter counter(Supplier<RedisRemoteStore> store) {
        return RedisPositionCounter.on(store.get()).partitions(1).build();
    }

    private static RedisStreamLog log(Supplier<RedisRemoteStore> store) {
        return RedisStreamLog.on(store.get()).partitions(1).build();
    }
}
