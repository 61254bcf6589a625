package io.reactivecache.redis;

import io.reactivecache.redis.RemoteUnavailableException.Reason;
import io.reactivecache.spi.KeyCodecs;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.MarkerTable.Content;
import io.reactivecache.spi.MarkerTable.Row;
import io.reactivecache.spi.Token;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The table of markers of one cache, and on a given link what {@link io.reactivecache.spi.MarkerTable} promises of it.
 *
 * <p>On a cluster it is made anew in each life of its primary. A replica that has taken the place of that may lack
 * rows, while the values they are about are on other primaries, whose life goes on.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RedisMarkers(byte[] table, byte[] lead) {

    private static final byte[] MOST_ROWS = RedisKey.number(1_000);

    /** The table of a cache. No key of a cache has two parts only. */
    static RedisMarkers of(String cache, KeyForm keys) {
        String namespace = KeyCodecs.strings().encode(cache);
        return new RedisMarkers(
                keys.key(namespace + ":markers").name(),
                keys.key(namespace + ":sweep").name());
    }

    /** Errors if Redis came to it only after the caller may have gone on without. */
    Mono<Void> close(RedisLink link, Token token, String marker) {
        return ask(link, Script.MARKER_CLOSE, EntryFormat.token(token), utf8(marker), MOST_ROWS, number(link.cutOff()))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new RemoteUnavailableException(Reason.LATE)))
                .then();
    }

    Mono<Void> open(RedisLink link, Token token, String marker, LogPositions positions) {
        byte[] epoch = fields(link).epoch(positions);
        byte[] offsets = MarkerFields.offsets(positions);
        return ask(link, Script.MARKER_OPEN, EntryFormat.token(token), utf8(marker), epoch, offsets, MOST_ROWS)
                .then();
    }

    Mono<Boolean> checkpoint(RedisLink link, long seal, LogPositions positions) {
        byte[] epoch = fields(link).epoch(positions);
        return ask(link, Script.MARKER_CHECKPOINT, MarkerFields.seal(seal), epoch, MarkerFields.offsets(positions));
    }

    Mono<Content> read(RedisLink link) {
        return link.ask(Script.MARKER_READ, new byte[][] {table}, seal(link))
                .map(answer -> content(link, answer))
                .onErrorMap(Failures::unavailable);
    }

    Mono<Boolean> drop(RedisLink link, Row row) {
        return ask(link, Script.MARKER_DROP, fields(link).field(row), MarkerFields.value(row));
    }

    Mono<Boolean> lead(RedisLink link, Token token, Duration time) {
        return link.run(Script.LEAD, lead, EntryFormat.token(token), number(Millis.of(time)));
    }

    private Mono<Boolean> ask(RedisLink link, Script script, byte[]... arguments) {
        byte[][] all = new byte[arguments.length + 1][];
        all[0] = seal(link);
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return link.run(script, table, all);
    }

    private static Content content(RedisLink link, List<@Nullable Object> answer) {
        List<byte[]> parts = new ArrayList<>();
        answer.forEach(part -> parts.add(part instanceof byte[] bytes ? bytes : new byte[0]));
        long now = Long.parseLong(new String(parts.get(0), StandardCharsets.US_ASCII));
        return fields(link).content(parts.subList(1, parts.size()), now);
    }

    private static MarkerFields fields(RedisLink link) {
        return new MarkerFields(link.generation());
    }

    private static byte[] seal(RedisLink link) {
        byte[] life = link.keys().life(link.generation());
        return ByteBuffer.allocate(Long.BYTES + life.length)
                .putLong(ThreadLocalRandom.current().nextLong())
                .put(life)
                .array();
    }

    private static byte[] number(long number) {
        return RedisKey.number(number);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
