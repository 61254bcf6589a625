package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reactivecache.InvalidConfigException;
import io.reactivecache.ReactiveCache;
import io.reactivecache.config.Announcement;
import io.reactivecache.fixture.ExactKeyFilter;
import io.reactivecache.fixture.ScriptedLog;
import io.reactivecache.spi.InProcessInvalidationLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

final class KeyFilterReadTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration FILLED = Duration.ofSeconds(2);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final InProcessInvalidationLog log = new InProcessInvalidationLog(4);
    private final Map<Integer, String> rows = new ConcurrentHashMap<>(Map.of(1, "one", 2, "two"));
    private final List<Integer> loads = new ArrayList<>();
    private final ReactiveCache<Integer, String> cache = node();

    private ReactiveCache<Integer, String> node() {
        return builder().log(log).build();
    }

    private CacheBuilder<Integer, String> builder() {
        return ReactiveCaches.builder("rows")
                .keys(Integer.class)
                .values(String.class)
                .scheduler(time)
                .allKeys(() -> Flux.fromIterable(rows.keySet()))
                .keyFilter(new ExactKeyFilter())
                .writer((key, value) -> Mono.fromRunnable(() -> rows.put(key, value)))
                .loader(key -> {
                    loads.add(key);
                    return Mono.justOrEmpty(rows.get(key));
                });
    }

    @AfterEach
    void end() {
        time.dispose();
    }

    private void isAnswered(int key, String value) {
        StepVerifier.create(cache.get(key)).expectNext(value).expectComplete().verify(LONG);
    }

    private void isAbsent(int key) {
        StepVerifier.create(cache.get(key)).expectComplete().verify(LONG);
    }

    @Test
    void aKeyThatDoesNotExistIsNotLoadedOnceTheFilterIsFilled() {
        isAbsent(7);
        assertThat(loads).containsExactly(7);
        time.advanceTimeBy(FILLED);
        isAbsent(7);
        isAbsent(8);
        isAnswered(1, "one");

        assertThat(loads).containsExactly(7, 1);
    }

    @Test
    void aKeyThatWasPutIsThereAtOnce() {
        time.advanceTimeBy(FILLED);
        isAbsent(7);
        cache.put(7, "seven").subscribe();
        time.advanceTimeBy(Duration.ofMillis(1));

        isAnswered(7, "seven");
    }

    @Test
    void aKeyWhosePutWaitsForTheLogIsThereAtOnce() {
        ScriptedLog away = new ScriptedLog();
        ReactiveCache<Integer, String> queueing = builder()
                .log(away)
                .settings(settings -> settings.log(more -> more.announcement(Announcement.QUEUE)))
                .build();
        away.reset(-1);
        time.advanceTimeBy(FILLED);
        away.acknowledging(() -> Mono.error(new IllegalStateException("away")));
        StepVerifier.create(queueing.put(7, "seven")).expectComplete().verify(LONG);

        StepVerifier.create(queueing.get(7))
                .expectNext("seven")
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void aKeyThatWasInsertedAndInvalidatedByAnotherNodeIsNotHidden() {
        ReactiveCache<Integer, String> other = node();
        time.advanceTimeBy(FILLED);
        isAbsent(7);
        rows.put(7, "seven");
        other.invalidate(7).subscribe();
        time.advanceTimeBy(Duration.ofMillis(1));

        isAnswered(7, "seven");
    }

    @Test
    void manyKeysThatDoNotExistAreNotLoadedEither() {
        time.advanceTimeBy(FILLED);
        StepVerifier.create(cache.getAll(List.of(1, 7, 8)).map(result -> result.values()))
                .expectNext(Map.of(1, "one"))
                .expectComplete()
                .verify(LONG);

        assertThat(loads).containsExactly(1);
    }

    @Test
    void aFilterNeedsToKnowAllKeys() {
        InvalidConfigException invalid = catchThrowableOfType(
                InvalidConfigException.class,
                () -> ReactiveCaches.builder("rows")
                        .keys(Integer.class)
                        .values(String.class)
                        .keyFilter(new ExactKeyFilter())
                        .build());

        assertThat(invalid.problems()).containsExactly("keyFilter: set (expected: set with allKeys)");
    }
}
