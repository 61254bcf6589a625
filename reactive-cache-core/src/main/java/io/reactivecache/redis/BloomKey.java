package io.reactivecache.redis;

import io.lettuce.core.Value;
import io.lettuce.core.probabilistic.arguments.BfInsertArgs;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import io.reactivecache.spi.KeyFilterLostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;

/**
 * One Bloom filter in Redis from its creation to its end, under a name nobody else uses.
 *
 * <p>It ends when Redis evicts or flushes it, when nothing was added for its time to live, or when Redis restarts, as
 * it may come back without what was added last. A filter that is not there would answer that it holds nothing: so it
 * is asked for its <em>seal</em>, an element no key is equal to, together with each key, and is never created by an
 * addition.
 *
 * @param name its name
 * @param generation the life of the Redis it was created in
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BloomKey(byte[] name, long generation) {

    private static final byte[] SEAL = {'!'};
    private static final Duration TIME_TO_LIVE = Duration.ofDays(1);

    /** A filter that is not there yet. */
    static BloomKey drawn(String prefix, RedisLink link) {
        String name = prefix + Long.toHexString(ThreadLocalRandom.current().nextLong());
        return new BloomKey(name.getBytes(StandardCharsets.US_ASCII), link.generation());
    }

    /** Emits whether Redis has such filters at all. */
    static Mono<Boolean> isSupported(String prefix, RedisLink link) {
        return link.commands()
                .bfExists(drawn(prefix, link).name, SEAL)
                .thenReturn(true)
                .onErrorResume(Failures::isUnknownCommand, none -> Mono.just(false))
                .onErrorMap(link::unavailable);
    }

    Mono<Void> create(RedisLink link, double falsePositiveRate, long expectedKeys) {
        return Mono.when(
                        link.commands().bfReserve(name, falsePositiveRate, expectedKeys),
                        insert(link, new byte[][] {SEAL}),
                        live(link))
                .onErrorMap(link::unavailable);
    }

    Mono<Void> add(RedisLink link, Collection<String> keys) {
        if (isOver(link)) {
            return Mono.error(new KeyFilterLostException());
        }
        byte[][] items = keys.stream().map(BloomKey::item).toArray(byte[][]::new);
        return items.length == 0
                ? Mono.empty()
                : Mono.when(insert(link, items), live(link)).onErrorMap(link::unavailable);
    }

    Mono<Boolean> mightContain(RedisLink link, String key) {
        if (isOver(link)) {
            return Mono.error(new KeyFilterLostException());
        }
        return link.commands()
                .bfMExists(name, SEAL, item(key))
                .collectList()
                .onErrorMap(link::unavailable)
                .map(BloomKey::sealed);
    }

    /** Removes it; what is not removed now ends with its time to live. */
    Mono<Void> drop(RedisLink link) {
        return link.commands().unlink(name).onErrorComplete().then();
    }

    private boolean isOver(RedisLink link) {
        return link.generation() != generation;
    }

    private static boolean sealed(List<Boolean> held) {
        if (held.size() != 2) {
            throw new RemoteUnavailableException(Reason.REFUSED);
        }
        if (!held.get(0)) {
            throw new KeyFilterLostException();
        }
        return held.get(1);
    }

    /** An element that Redis did not take is answered by an error in its place. */
    private Mono<Void> insert(RedisLink link, byte[][] items) {
        return link.commands()
                .bfInsert(name, BfInsertArgs.Builder.noCreate(), items)
                .filter(Value::hasValue)
                .count()
                .flatMap(taken -> taken == items.length
                        ? Mono.empty()
                        : Mono.error(new RemoteUnavailableException(Reason.REFUSED)));
    }

    private Mono<Boolean> live(RedisLink link) {
        return link.commands().pexpire(name, TIME_TO_LIVE);
    }

    private static byte[] item(String key) {
        return RedisKey.of(key).name();
    }
}
