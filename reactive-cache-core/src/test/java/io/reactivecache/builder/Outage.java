package io.reactivecache.builder;

import io.reactivecache.ReactiveCache;
import io.reactivecache.fixture.Scene;
import io.reactivecache.fixture.ScriptedLog;
import io.reactivecache.spi.LogEvent;
import io.reactivecache.spi.LogPositions;
import java.time.Duration;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** A cache in a time of its own, over a log that can die in several ways. */
final class Outage implements AutoCloseable {

    static final Duration MAX = Duration.ofSeconds(5);
    static final Duration PROBE = Duration.ofSeconds(1);
    static final Duration MILLI = Duration.ofMillis(1);

    private static final long OFFSET = 9;

    final Scene scene = new Scene();
    final ScriptedLog log = new ScriptedLog();

    /** A cache that follows the log. */
    ReactiveCache<String, String> cache(UnaryOperator<CacheBuilder<String, String>> settings) {
        ReactiveCache<String, String> cache = starting(settings);
        follow();
        return cache;
    }

    /** A cache that has not heard of the log yet. */
    ReactiveCache<String, String> starting(UnaryOperator<CacheBuilder<String, String>> settings) {
        endsAt(OFFSET);
        return settings.apply(scene.builder()
                        .ticker(scene.clock())
                        .log(log)
                        .staleness(staleness -> staleness.maxStaleness(MAX).probeInterval(PROBE)))
                .build();
    }

    /** Begins the tail where the log ends. */
    void follow() {
        log.reset(OFFSET);
    }

    /** The log answers that it ends there. */
    void endsAt(long offset) {
        log.ending(() -> Mono.just(LogPositions.of(ScriptedLog.EPOCH, offset)));
    }

    /** The log is as it was before. */
    void recovers() {
        endsAt(OFFSET);
    }

    /** The log answers nothing any more. */
    void hangs() {
        log.ending(Mono::never);
    }

    /** The log refuses. */
    void fails() {
        log.ending(() -> Mono.error(new IllegalStateException("down")));
    }

    /** The log goes on, and its tail is silent. */
    void goesSilent() {
        endsAt(OFFSET + 1);
    }

    /** An event arrives. */
    void delivers(LogEvent event) {
        log.emit(event);
    }

    /** Lets time pass, little by little. */
    void pass(Duration time) {
        Duration step = Duration.ofMillis(100);
        Duration left = time;
        while (!left.isZero()) {
            Duration now = left.compareTo(step) < 0 ? left : step;
            scene.pass(now);
            left = left.minus(now);
        }
    }

    @Override
    public void close() {
        scene.close();
    }
}
