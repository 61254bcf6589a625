package io.reactivecache.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import io.reactivecache.redis.RemoteUnavailableException.Reason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks sentinels for the primary, and goes on asking whether it still is. What counts is what more than half of them
 * say: a primary that was cut off together with a few of them does not know that there is another, and would answer
 * with old values.
 */
final class SentinelPrimaries {

    /** How long it takes at most to find the primary: name lookup, connecting, two handshakes and the question. */
    static final int STEPS = 5;

    private static final int REPEATED_QUESTIONS = 2;

    private final SharedClient client;
    private final RedisSettings settings;
    private final List<RedisURI> sentinels;
    private volatile @Nullable Known known;

    SentinelPrimaries(SharedClient client, RedisSettings settings) {
        this.client = client;
        this.settings = settings;
        this.sentinels =
                settings.uri().getSentinels().stream().map(this::sentinel).toList();
    }

    /** Emits the primary; errors if most sentinels do not name the same. */
    Mono<Primary> find() {
        return ask().publishOn(settings.scheduler()).map(this::primary);
    }

    /** Whoever is connected to the same primary shares the questions about it. */
    private Primary primary(Answer answer) {
        Known last = known;
        if (last != null && last.answer().equals(answer)) {
            return last.primary();
        }
        Known now = new Known(answer, primaryAt(answer));
        known = now;
        return now.primary();
    }

    private Primary primaryAt(Answer answer) {
        return new Primary(
                settings.at(answer.host(), answer.port()), Term.counted(answer.term()), deposed(answer), () -> {});
    }

    private Mono<Void> deposed(Answer answer) {
        return Flux.interval(settings.probeInterval(), settings.scheduler())
                .onBackpressureDrop()
                .concatMap(tick -> ask().retry(REPEATED_QUESTIONS))
                .onErrorComplete()
                .takeWhile(answer::equals)
                .publish()
                .refCount()
                .then();
    }

    private Mono<Answer> ask() {
        return Flux.fromIterable(sentinels)
                .flatMap(this::ask)
                .collectList()
                .flatMap(answers -> Mono.justOrEmpty(ofMost(answers)))
                .switchIfEmpty(Mono.error(() -> new RemoteUnavailableException(Reason.AWAY)));
    }

    private Optional<Answer> ofMost(List<Answer> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(named -> named.getValue() > sentinels.size() / 2)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A sentinel that does not answer, or knows of no such primary, says nothing. */
    private Mono<Answer> ask(RedisURI sentinel) {
        return client.openSentinel(sentinel)
                .flatMap(connection -> ask(connection.lettuce()).doFinally(signal -> connection.close()))
                .materialize() // a failure that comes when nobody waits any more goes unnoticed
                .timeout(settings.commandTimeout().multipliedBy(STEPS), settings.scheduler())
                .<Answer>dematerialize()
                .onErrorComplete()
                .subscribeOn(settings.scheduler());
    }

    private Mono<Answer> ask(StatefulRedisSentinelConnection<String, String> sentinel) {
        return sentinel.reactive().master(settings.uri().getSentinelMasterId()).map(Answer::of);
    }

    private RedisURI sentinel(RedisURI address) {
        RedisURI sentinel = new RedisURI(address.getHost(), address.getPort(), settings.commandTimeout());
        sentinel.applySsl(settings.uri());
        sentinel.applyAuthentication(address);
        return sentinel;
    }

    /**
     * What a sentinel says.
     *
     * @param term grows with each failover, so that a server that is primary again is told from what it was before
     */
    private record Answer(String host, int port, String term) {

        private static Answer of(Map<String, String> primary) {
            return new Answer(
                    field(primary, "ip"), Integer.parseInt(field(primary, "port")), field(primary, "config-epoch"));
        }

        private static String field(Map<String, String> primary, String name) {
            return Objects.requireNonNull(primary.get(name), name);
        }
    }

    /** The primary that was found last. */
    private record Known(Answer answer, Primary primary) {}
}
