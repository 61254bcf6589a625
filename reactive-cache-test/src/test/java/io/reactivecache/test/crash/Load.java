package io.reactivecache.test.crash;

import io.reactivecache.CacheClosedException;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.test.server.ParentProcess;
import java.time.Duration;
import java.util.SplittableRandom;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes of many keys at the same time, one after the other of each. A line {@code try} is told before a write, {@code done} when
 * it was acknowledged, {@code failed} when it was not, and {@code read} when a read after it finds something else.
 *
 * <p>Half of the keys stay, over all lives of a seat. The others are left after some writes, so that a write of them that is lost is
 * not covered by a later one.
 */
final class Load {

    private static final int STREAMS = 12;
    private static final int WRITES_OF_A_KEY = 4;
    private static final int MILLIS = 8;
    private static final Duration AGAIN = Duration.ofMillis(50);

    private final ReactiveCache<String, Integer> cache;
    private final Life life;
    private final SplittableRandom random;

    Load(ReactiveCache<String, Integer> cache, Life life) {
        this.cache = cache;
        this.life = life;
        this.random = new SplittableRandom(life.seed());
    }

    /** Writes until the cache is closed; emits for each write that was acknowledged. */
    Flux<Integer> run() {
        return Flux.range(0, STREAMS).flatMap(this::writes, STREAMS);
    }

    private Flux<Integer> writes(int stream) {
        return Flux.range(life.first(), Integer.MAX_VALUE - life.first())
                .concatMap(number -> write(key(stream, number), number))
                .onErrorComplete(CacheClosedException.class);
    }

    private String key(int stream, int number) {
        return stream % 2 == 0
                ? life.seat() + '-' + stream
                : life.seat() + '-' + stream + '-' + life.number() + '-' + number / WRITES_OF_A_KEY;
    }

    /** True of a key that a seat writes over all its lives. */
    static boolean stays(String key) {
        return key.indexOf('-') == key.lastIndexOf('-');
    }

    private Mono<Integer> write(String key, int number) {
        return pause().then(written(key, number))
                .doOnSuccess(done -> ParentProcess.tell("done " + key + ' ' + number))
                .then(Mono.defer(() -> read(key, number)))
                .thenReturn(number)
                .onErrorResume(failure -> !(failure instanceof CacheClosedException), this::failed);
    }

    private synchronized Mono<Long> pause() {
        int millis = random.nextInt(-MILLIS, MILLIS);
        return millis < 0 ? Mono.empty() : Mono.delay(Duration.ofMillis(millis));
    }

    private Mono<Position> written(String key, int number) {
        return Mono.defer(() -> {
            ParentProcess.tell("try " + key + ' ' + number);
            return Write.isDelete(number) ? cache.remove(key) : cache.put(key, number);
        });
    }

    private Mono<Void> read(String key, int number) {
        int expected = Write.isDelete(number) ? 0 : number;
        return cache.get(key)
                .defaultIfEmpty(0)
                .filter(found -> found != expected)
                .doOnNext(found -> ParentProcess.tell("read " + key + ' ' + number + " as " + found))
                .then();
    }

    private Mono<Integer> failed(Throwable failure) {
        ParentProcess.tell("failed " + failure.getClass().getSimpleName());
        return Mono.delay(AGAIN).then(Mono.empty());
    }
}
