package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.LoadResult;
import io.reactivecache.Position;
import io.reactivecache.ReactiveCache;
import io.reactivecache.ReadOptions;
import io.reactivecache.fixture.Heard;
import io.reactivecache.fixture.Race;
import io.reactivecache.fixture.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** What of its callers' Contexts a load sees, and what the callers see of each other's. */
final class FlightContextTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int ROUNDS = 10_000;
    private static final List<String> USERS = List.of("alice", "bob");

    private final Scene scene = new Scene();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void noLoadEverSeesMoreThanTheAllowedKeysOfItsOneLeaderAndEachCallerKeepsItsOwn() {
        Queue<Map<Object, Object>> seen = new ConcurrentLinkedQueue<>();
        ReactiveCache<String, String> cache = ReactiveCaches.builder("orders")
                .keys(String.class)
                .values(String.class)
                .loader(key -> Mono.deferContextual(context -> {
                            seen.add(entries(context));
                            return Mono.just(context.<String>get("span"));
                        })
                        .publishOn(Schedulers.parallel()))
                .flight(flight -> flight.contextKey("span").contextKey("trace"))
                .build();
        Queue<String> answers = new ConcurrentLinkedQueue<>();
        try (Race race = new Race(USERS.size())) {
            for (int round = 0; round < ROUNDS; round++) {
                String key = "key" + round;
                race.run(runner -> answers.add(readAs(USERS.get(runner), cache.get(key))));
                String leader = leader(seen);

                assertThat(seen).containsExactly(Map.of("span", leader, "trace", leader));
                assertThat(answers).containsExactlyInAnyOrder("alice heard " + leader, "bob heard " + leader);
                seen.clear();
                answers.clear();
            }
        }
    }

    @Test
    void aRefreshBehindSeesTheAllowedKeysOfTheReaderThatStartedIt() {
        ReactiveCache<String, String> cache = scene.builder()
                .flight(flight -> flight.contextKey("span"))
                .stale(stale -> stale.eager(0.5))
                .build();
        scene.load(cache, "key", "old");
        scene.pass(Scene.TTL.dividedBy(2));
        scene.hear(cache.get("key").contextWrite(contextOf("alice")));
        scene.hear(cache.get("key").contextWrite(contextOf("bob")));

        assertThat(scene.loader().begun()).isEqualTo(2);
        assertThat(entries(scene.loader().last().context())).isEqualTo(Map.of("span", "alice"));
    }

    @Test
    void aLoadForOneCallerAloneSeesNoMoreThanASharedOne() {
        ReactiveCache<String, String> cache =
                scene.builder().flight(flight -> flight.contextKey("span")).build();
        ReadOptions ahead = ReadOptions.none().notBefore(new Position(1, 0, 5));
        Heard<String> caller = scene.hear(
                cache.with(ahead).get("key").flatMap(FlightContextTest::heard).contextWrite(contextOf("alice")));
        assertThat(entries(scene.loader().last().context())).isEqualTo(Map.of("span", "alice"));
        scene.loader().last().brings(LoadResult.of("value"));

        assertThat(caller.values()).containsExactly("alice heard value");
    }

    private static String readAs(String user, Mono<String> read) {
        return read.flatMap(FlightContextTest::heard)
                .contextWrite(contextOf(user))
                .block(LONG);
    }

    /** What the signal's own Context says about who hears it. */
    private static Mono<String> heard(String value) {
        return Mono.deferContextual(context -> Mono.just(context.get("user") + " heard " + value));
    }

    private static Context contextOf(String user) {
        return Context.of("user", user, "tenant", "tenant of " + user, "span", user, "trace", user);
    }

    private static String leader(Queue<Map<Object, Object>> seen) {
        return String.valueOf(seen.element().get("span"));
    }

    private static Map<Object, Object> entries(ContextView context) {
        return context.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
