package io.reactivecache.test.history;

import io.reactivecache.LoadResult;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.CacheBuilder;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.config.WhenAbandoned;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The nodes of a world, each in its present life. */
final class Nodes {

    private final World world;
    private final List<Life> lives = new ArrayList<>();
    private final List<ReactiveCache<Integer, Integer>> caches = new ArrayList<>();

    Nodes(World world, int count) {
        this.world = world;
        for (int node = 0; node < count; node++) {
            Life life = new Life(node);
            lives.add(life);
            caches.add(cache(life));
        }
    }

    int count() {
        return lives.size();
    }

    /** The present life of a node. */
    Life life(int node) {
        return lives.get(node);
    }

    ReactiveCache<Integer, Integer> cache(int node) {
        return caches.get(node);
    }

    /** The threads of a node in its present life. */
    Scheduler scheduler(int node) {
        return scheduler(life(node));
    }

    private Scheduler scheduler(Life life) {
        return new NodeScheduler(life, world.agenda, world.time);
    }

    /** A node is no more, and another one begins in its place. */
    void renew(int node) {
        Life ended = life(node);
        ended.end();
        world.time.forget(ended);
        Life life = new Life(node);
        lives.set(node, life);
        caches.set(node, cache(life));
    }

    /** A node; every other one cancels the loads nobody waits for, and lets its callers wait less long than a load may take. */
    private ReactiveCache<Integer, Integer> cache(Life life) {
        boolean impatient = life.node() % 2 == 1;
        CacheBuilder<Integer, Integer> builder = ReactiveCaches.builder(World.NAME)
                .keys(Integer.class)
                .values(new IntegerCodec())
                .ttl(ttl -> ttl.both(World.TTL).absent(World.TTL))
                .flight(flight -> flight.maxLoadTime(World.MAX_LOAD_TIME)
                        .hardTimeout(impatient ? World.MAX_LOAD_TIME.dividedBy(2) : World.MAX_LOAD_TIME)
                        .whenAbandoned(impatient ? WhenAbandoned.CANCEL : WhenAbandoned.COMPLETE))
                .settings(settings -> settings.remote(
                                remote -> remote.timeout(World.REMOTE_TIMEOUT).fenceSlack(World.FENCE_SLACK))
                        .log(log -> log.announceTimeout(World.ANNOUNCE_TIMEOUT))
                        .staleness(staleness ->
                                staleness.maxStaleness(World.NEVER).probeInterval(World.NEVER.dividedBy(10))))
                .entryLoader(request -> load(life, request.key()))
                .writer((key, value) -> write(life, key, value))
                .clock(world.time)
                .scheduler(scheduler(life))
                .remote(new HeldStore(world, life))
                .log(new HeldLog(world, life));
        return builder.build();
    }

    private Mono<LoadResult<Integer>> load(Life life, int key) {
        Mono<LoadResult<Integer>> load = Mono.fromSupplier(() -> world.rows
                .read(key)
                .map(LoadResult::of)
                .orElseGet(LoadResult::absent)
                .tags(WideWrite.tags(key)));
        return new HeldCall<>(world, life, "LOAD", load);
    }

    private Mono<Void> write(Life life, int key, int value) {
        Mono<Void> commit = Mono.fromRunnable(() -> world.rows.commit(key, value));
        return Mono.deferContextual(context -> new HeldCall<>(world, life, "COMMIT", commit)
                .doOnSuccess(done -> context.get(Write.class).committed()));
    }
}
