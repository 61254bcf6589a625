package io.reactivecache.redis;

import io.reactivecache.spi.LeasedRead;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The lease of one key: the bytes of its holder's token under the key's name and a suffix. The suffix begins with a byte
 * that is never part of UTF-8, so that no key whatever can have the name of a lease.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RedisLease(byte[] key, byte[] lease) {

    private static final Long YES = 1L;
    private static final byte[] SUFFIX = "\u00FFlease".getBytes(StandardCharsets.ISO_8859_1);

    /** The lease of a key. */
    static RedisLease of(RedisKey key) {
        byte[] lease = Arrays.copyOf(key.name(), key.name().length + SUFFIX.length);
        System.arraycopy(SUFFIX, 0, lease, key.name().length, SUFFIX.length);
        return new RedisLease(key.name(), lease);
    }

    Mono<LeasedRead> acquire(RedisLink link, Token token, Duration time, Duration maxLoadTime) {
        Ticket ticket = link.ticket(maxLoadTime);
        byte[] deadline = RedisKey.number(link.cutOff());
        byte[][] keys = {key, lease};
        return link.ask(Script.ACQUIRE, keys, EntryFormat.token(token), RedisKey.fence(time), deadline)
                .map(answer -> new LeasedRead(
                        RedisKey.answer(stored(link, answer.get(1)), link.now(), ticket), YES.equals(answer.get(0))));
    }

    Mono<Void> release(RedisLink link, Token token) {
        return link.run(Script.RELEASE, lease, EntryFormat.token(token)).then();
    }

    private static Stored stored(RedisLink link, @Nullable Object value) {
        return value instanceof byte[] bytes ? link.format().read(bytes) : Stored.NOTHING;
    }
}
