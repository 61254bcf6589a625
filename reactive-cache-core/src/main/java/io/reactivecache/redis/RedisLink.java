package io.reactivecache.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.netty.channel.EventLoop;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import io.reactivecache.spi.Ticket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One connection to Redis from its handshake to its end; it is never made anew, so that what was sent on it and what it
 * gave tickets for ends with it.
 */
final class RedisLink {

    private static final int REPEATED_PROBES = 2;

    private final RedisSettings settings;
    private final SharedClient.Connection<? extends StatefulRedisConnection<byte[], byte[]>> connection;
    private final RedisReactiveCommands<byte[], byte[]> commands;
    private final CombinedReads reads;
    private final Primary primary;
    private final Greeting greeting;
    private final long session = ThreadLocalRandom.current().nextLong();
    private final EntryFormat format;
    private final LinkClock clock;
    private final Sinks.Empty<Void> disconnected = Sinks.empty();

    RedisLink(
            RedisSettings settings,
            SharedClient.Connection<? extends StatefulRedisConnection<byte[], byte[]>> connection,
            EventLoop eventLoop,
            Primary primary,
            Greeting greeting) {
        this.settings = settings;
        this.connection = connection;
        this.commands = connection.lettuce().reactive();
        this.reads = new CombinedReads(
                connection.lettuce(),
                eventLoop,
                eventLoop::inEventLoop,
                settings.requestQueueSize(),
                keys(),
                this::unavailable);
        this.primary = primary;
        this.greeting = greeting;
        this.format = new EntryFormat(greeting.generation());
        this.clock = new LinkClock(System::nanoTime, greeting.time());
        connection.lettuce().addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                disconnected.tryEmitEmpty();
            }
        });
    }

    /** What is sent on this link. */
    RedisReactiveCommands<byte[], byte[]> commands() {
        return commands;
    }

    /** Identifies the life of this Redis' memory. */
    long generation() {
        return greeting.generation();
    }

    /** The form of names on this Redis. */
    KeyForm keys() {
        return settings.keys();
    }

    /** The format of the bytes on this Redis. */
    EntryFormat format() {
        return format;
    }

    /** The time of this Redis in milliseconds. */
    long now() {
        return clock.now();
    }

    /** The time of this Redis at which its answer to a command sent now would come too late. */
    long cutOff() {
        return now() + Millis.of(settings.commandTimeout());
    }

    /** A ticket that is good for a time from now on, on this link. */
    Ticket ticket(Duration validity) {
        return new Ticket(session, now() + Millis.of(validity));
    }

    /** True if the ticket was given by this link; its deadline is for Redis to check. */
    boolean gave(Ticket ticket) {
        return ticket.session() == session;
    }

    /** Reads a key, together with others; emits what is made of what is there. */
    <T> Mono<T> get(byte[] key, Function<Stored, T> answer) {
        return reads.get(key, value -> answer.apply(value == null ? Stored.NOTHING : format.read(value)));
    }

    /** Runs a script; emits true if it answered 1. */
    Mono<Boolean> run(Script script, byte[] key, byte[]... arguments) {
        return script.run(commands, key, arguments).map(answer -> answer == 1).onErrorMap(this::unavailable);
    }

    /** Runs a script over keys of one slot; emits the elements it answered. */
    Mono<List<@Nullable Object>> ask(Script script, byte[][] keys, byte[]... arguments) {
        return script.<List<@Nullable Object>>run(commands, ScriptOutputType.MULTI, keys, arguments)
                .onErrorMap(this::unavailable);
    }

    /** The error to signal for one of Lettuce. That keys are somewhere else is passed on to who looks for them. */
    RemoteUnavailableException unavailable(Throwable failure) {
        if (Failures.isMoved(failure)) {
            primary.moved().run();
        }
        return Failures.unavailable(failure);
    }

    /** Runs to its end whoever cancels: the text of a script may have to be sent after its digest. */
    static <T> Mono<T> wholly(Mono<T> change) {
        return Mono.fromFuture(change::toFuture, true);
    }

    /**
     * Completes, with the connection closed, when it is lost or Redis no longer answers. Keeps the clock right
     * meanwhile.
     */
    Mono<Void> lost() {
        Mono<Void> closed = connection.lettuce().isOpen() ? disconnected.asMono() : Mono.empty();
        return Mono.firstWithSignal(closed, primary.deposed(), silent(), stalled())
                .doOnSuccess(end -> close());
    }

    /** Completes when this Redis is no longer the one to be connected to; part of {@link #lost}. */
    Mono<Void> deposed() {
        return primary.deposed();
    }

    /** Makes it lost. */
    void abandon() {
        disconnected.tryEmitEmpty();
    }

    /** Closes the connection. */
    void close() {
        connection.close();
    }

    private Mono<Void> silent() {
        return Flux.interval(settings.probeInterval(), settings.scheduler())
                .onBackpressureDrop()
                .concatMap(tick -> isSame().then(time(commands)).retry(REPEATED_PROBES))
                .doOnNext(clock::correct)
                .then()
                .onErrorComplete();
    }

    private Mono<Void> isSame() {
        return primary.term()
                .of(commands)
                .filter(greeting.term()::equals)
                .switchIfEmpty(Mono.error(() -> new RemoteUnavailableException(Reason.AWAY)))
                .then();
    }

    /** Keeps the time limit of reads that were not sent yet, without end; Lettuce keeps that of commands. */
    private Mono<Void> stalled() {
        return Flux.interval(settings.commandTimeout().dividedBy(2), settings.scheduler())
                .onBackpressureDrop()
                .doOnNext(tick -> reads.giveUp(settings.commandTimeout()))
                .then();
    }

    /** Asks Redis for its time. */
    static Mono<LinkClock.Sample> time(RedisReactiveCommands<byte[], byte[]> commands) {
        return Mono.defer(() -> {
            long asked = System.nanoTime();
            return commands.time().collectList().map(told -> sample(asked, System.nanoTime(), told));
        });
    }

    private static LinkClock.Sample sample(long asked, long answered, List<byte[]> told) {
        if (told.size() != 2) {
            throw new RemoteUnavailableException(Reason.REFUSED);
        }
        return new LinkClock.Sample(asked, answered, number(told.get(0)) * 1_000_000 + number(told.get(1)));
    }

    private static long number(byte[] digits) {
        return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
    }
}
