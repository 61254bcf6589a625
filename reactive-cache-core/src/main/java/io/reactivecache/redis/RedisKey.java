package io.reactivecache.redis;

import io.reactivecache.InvalidKeyException;
import io.reactivecache.Position;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import io.reactivecache.spi.RemoteRead;
import io.reactivecache.spi.StoredEntry;
import io.reactivecache.spi.Ticket;
import io.reactivecache.spi.Token;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * One key, and on a given link what {@link io.reactivecache.spi.RemoteStore} promises of it. Keys are written as UTF-8, no two of them the same.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RedisKey(byte[] name) {

    /**
     * The key of a text.
     *
     * @throws InvalidKeyException if it is not valid Unicode: such texts could be written only by making some of them equal
     */
    static RedisKey of(String text) {
        return new RedisKey(isAscii(text) ? text.getBytes(StandardCharsets.ISO_8859_1) : utf8(text));
    }

    /** As the keys of a cache are, whatever they are made of. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] name = new byte[encoded.remaining()];
            encoded.get(name);
            return name;
        } catch (CharacterCodingException unpairedSurrogate) {
            throw new InvalidKeyException("an unpaired surrogate", "valid Unicode");
        }
    }

    Mono<RemoteRead> read(RedisLink link, Duration maxLoadTime) {
        Ticket ticket = link.ticket(maxLoadTime);
        return link.get(name, stored -> answer(stored, link.now(), ticket));
    }

    /** What something read at a time of the clock of Redis answers. */
    static RemoteRead answer(Stored stored, long now, Ticket ticket) {
        Optional<StoredEntry> found =
                stored instanceof Stored.Value value ? Optional.of(value.at(now)) : Optional.empty();
        Optional<StoredEntry> entry = found.filter(RedisKey::isUsable);
        Optional<RemoteRead.Tombstone> tombstone = stored instanceof Stored.Tombstone left
                ? Optional.of(new RemoteRead.Tombstone(left.epoch(), left.offset()))
                : found.filter(value -> entry.isEmpty()).map(RemoteRead.Tombstone::of);
        boolean held = stored instanceof Stored.Closed closed && closed.held();
        return new RemoteRead(entry, stored instanceof Stored.Damaged, held, ticket, tombstone);
    }

    Mono<Boolean> fill(RedisLink link, StoredEntry entry, Ticket ticket) {
        if (!link.gave(ticket) || !isUsable(entry)) {
            return Mono.just(false);
        }
        long created = created(link, entry);
        byte[] value = link.format().value(entry, created);
        return link.run(Script.FILL, name, value, number(ticket.deadline()), number(expiry(entry, created)));
    }

    /** Errors if Redis came to it only after the caller may have gone on without. */
    Mono<Ticket> close(RedisLink link, Token token, boolean held, Duration fence) {
        Ticket ticket = link.ticket(fence);
        byte[] mark = link.format().closed(token, false, held);
        return link.run(Script.CLOSE, name, mark, fence(fence), number(link.cutOff()))
                .filter(Boolean::booleanValue)
                .map(closed -> ticket)
                .switchIfEmpty(Mono.error(() -> new RemoteUnavailableException(Reason.LATE)));
    }

    Mono<Boolean> open(RedisLink link, Token token, Position position, Duration fence) {
        byte[] tombstone = link.format().tombstone(position);
        return link.run(Script.OPEN, name, EntryFormat.token(token), tombstone, fence(fence));
    }

    Mono<Boolean> store(RedisLink link, Token token, StoredEntry entry, Ticket ticket, Duration fence) {
        if (!link.gave(ticket) || !isUsable(entry)) {
            return open(link, token, entry.stamp(), fence).thenReturn(false);
        }
        long created = created(link, entry);
        return link.run(
                Script.STORE,
                name,
                EntryFormat.token(token),
                link.format().tombstone(entry.stamp()),
                fence(fence),
                link.format().value(entry, created),
                number(ticket.deadline()),
                number(expiry(entry, created)));
    }

    private static boolean isUsable(StoredEntry entry) {
        return Millis.of(entry.remaining()) > 0;
    }

    private static long created(RedisLink link, StoredEntry entry) {
        return Math.max(0, link.now() - Millis.of(entry.age()));
    }

    private static long expiry(StoredEntry entry, long created) {
        return created + Millis.of(entry.ttl());
    }

    static byte[] fence(Duration fence) {
        return number(Millis.fence(fence));
    }

    static byte[] number(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
