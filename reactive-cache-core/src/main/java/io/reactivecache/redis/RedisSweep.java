package io.reactivecache.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.reactivecache.Position;
import io.reactivecache.spi.Sweepable.Swept;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Goes through the values of one Redis, on a given link. Of each it reads the head, and what is behind it only if the
 * tags do not fit.
 */
final class RedisSweep {

    private static final int KEYS_AT_ONCE = 1_000;
    private static final int HEADS_AT_ONCE = 256;
    private static final long USUAL_HEAD = 512;

    private final RedisLink link;

    RedisSweep(RedisLink link) {
        this.link = link;
    }

    /**
     * Emits the values under keys that begin with a text, which has no character that a pattern could take for another.
     */
    Flux<Swept> scan(String prefix) {
        ScanArgs args =
                ScanArgs.Builder.matches(link.keys().beginning(prefix) + "*").limit(KEYS_AT_ONCE);
        return link.commands()
                .scan(args)
                .expand(page ->
                        page.isFinished() ? Mono.empty() : link.commands().scan(next(page), args))
                .onErrorMap(link::unavailable)
                .concatMap(page -> values(page), 0);
    }

    private static ScanCursor next(KeyScanCursor<byte[]> page) {
        return ScanCursor.of(page.getCursor());
    }

    private Flux<Swept> values(KeyScanCursor<byte[]> page) {
        return Flux.fromIterable(page.getKeys()).flatMapSequential(this::value, HEADS_AT_ONCE);
    }

    private Mono<Swept> value(byte[] key) {
        return head(key, USUAL_HEAD)
                .flatMap(head -> EntryFormat.headSize(head) > head.length
                        ? head(key, EntryFormat.headSize(head))
                        : Mono.just(head))
                .flatMap(head -> Mono.justOrEmpty(link.format().readHead(head)))
                .map(head -> new Swept(
                        link.keys().text(key), head.stamp(), head.extras().tags()));
    }

    /** What is no string is no value. */
    private Mono<byte[]> head(byte[] key, long size) {
        return link.commands()
                .getrange(key, 0, size - 1)
                .onErrorResume(Failures::isWrongType, none -> Mono.empty())
                .onErrorMap(link::unavailable);
    }

    Mono<Boolean> removeBefore(byte[] key, Position position, Duration fence) {
        byte[] left = RedisKey.number(fence.isZero() ? 0 : Millis.fence(fence));
        return link.run(Script.REMOVE, key, link.format().tombstone(position), left);
    }
}
