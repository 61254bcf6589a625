package io.reactivecache.test.tck;

import io.reactivecache.redis.RedisRemoteStore;
import java.util.List;
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
        return Stream.concat(
                        new StoreSubjects<>("redis", present, away).subjects().stream(),
                        Stream.of(
                                Subject.one(
                                        "redis, available at the end",
                                        () -> away.get().available()),
                                Subject.endless(
                                        "redis, available", n -> changing.get().available())))
                .toList();
    }
}
