package io.reactivecache.internal.filter;

import io.reactivecache.fixture.ExactKeyFilter;
import io.reactivecache.internal.entry.Counters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What the tests of the gate are made of: a filter of exact keys, key streams fed by hand, and virtual time. */
abstract class FilterGateSteps {

    static final Duration LONG = Duration.ofSeconds(30);
    static final Duration PAUSE = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(5);
    static final int MAX_CHANGED = 3;

    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final Counters counters = new Counters();
    final ExactKeyFilter filter = new ExactKeyFilter();
    final List<Sinks.Many<String>> streams = new ArrayList<>();
    final FilterGate gate = new FilterGate("orders", filter, this::stream, MAX_CHANGED, counters);
    final Disposable.Swap running = Disposables.swap();

    @AfterEach
    void stop() {
        running.dispose();
        time.dispose();
    }

    Flux<String> stream() {
        streams.add(Sinks.many().unicast().onBackpressureBuffer());
        return streams.get(streams.size() - 1).asFlux();
    }

    void run() {
        running.update(gate.run(PAUSE, LONGEST, time).subscribe());
    }

    void look() {
        time.advanceTimeBy(PAUSE);
    }

    void fillWith(String... keys) {
        run();
        gate.reset();
        look();
        for (String key : keys) {
            stream(0, key);
        }
        complete(0);
    }

    void stream(int number, String key) {
        streams.get(number).tryEmitNext(key).orThrow();
    }

    void complete(int number) {
        streams.get(number).tryEmitComplete().orThrow();
    }

    boolean passes(String key) {
        return Boolean.TRUE.equals(gate.mightContain(key).block(LONG));
    }
}
