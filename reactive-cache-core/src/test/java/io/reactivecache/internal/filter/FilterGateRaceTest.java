package io.reactivecache.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.fixture.ExactKeyFilter;
import io.reactivecache.fixture.Race;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.spi.CacheMeter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Keys are inserted, read and deleted by three threads while a fourth has the filter filled anew, over and over: by a reset,
 * or by more changes than there is room for.
 */
final class FilterGateRaceTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final int WRITERS = 3;
    private static final int KEYS_EACH = 10;
    private static final int MAX_CHANGED = 100;
    private static final int FILLINGS = 200;

    private final Counters counters = new Counters();
    private final Set<String> truth = ConcurrentHashMap.newKeySet();
    private final AtomicInteger fillings = new AtomicInteger();
    private final FilterGate gate = new FilterGate("orders", new ExactKeyFilter(), this::keys, MAX_CHANGED, counters);

    @Test
    void noKeyThatExistsIsEverHidden() {
        Disposable running =
                gate.run(PAUSE, PAUSE.multipliedBy(5), Schedulers.parallel()).subscribe();
        gate.reset();
        try (Race race = new Race(WRITERS + 1)) {
            race.run(runner -> {
                while (fillings.get() < FILLINGS) {
                    if (runner < WRITERS) {
                        insertReadDelete(
                                runner + "-" + ThreadLocalRandom.current().nextInt(KEYS_EACH));
                    } else if (gate.isActive()) {
                        haveItFilledAnew();
                    }
                }
            });
        } finally {
            running.dispose();
        }

        assertThat(counters.get(CacheMeter.FILTER_REJECTED)).isPositive();
    }

    /** Each writer has keys of its own, so that nobody else deletes them. */
    private void insertReadDelete(String key) {
        truth.add(key);
        gate.changed(key);
        assertThat(passes(key)).as("told of").isTrue();
        Thread.onSpinWait();
        assertThat(passes(key)).as("still there").isTrue();
        passes(key + "-absent");
        truth.remove(key);
    }

    private void haveItFilledAnew() {
        if (ThreadLocalRandom.current().nextBoolean()) {
            gate.reset();
        } else {
            IntStream.range(0, MAX_CHANGED).forEach(i -> gate.changed("other-" + i));
        }
    }

    private Flux<String> keys() {
        fillings.incrementAndGet();
        return Flux.fromIterable(truth).publishOn(Schedulers.parallel(), 1);
    }

    private boolean passes(String key) {
        return Boolean.TRUE.equals(gate.mightContain(key).block(LONG));
    }
}
