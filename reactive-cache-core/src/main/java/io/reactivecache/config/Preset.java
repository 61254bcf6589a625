package io.reactivecache.config;

import java.time.Duration;
import java.util.function.Consumer;

/** Settings to begin with, by where a cache runs. What is set afterwards has the last word. */
public enum Preset {
    /**
     * On a developer's machine: values are fresh for 10 seconds and never answered later, so that changes show; limits that
     * were set too high are lowered with a warning.
     */
    DEV(config -> config.ttl(Duration.ofSeconds(10)).maximumSize(1_000).correcting()),

    /** In tests: nothing is random, nothing is answered stale, and what hangs fails within 5 seconds. */
    TEST(config -> config.flight(flight -> flight.maxLoadTime(Duration.ofSeconds(5)))
            .log(log -> log.reconnectBackoff(Duration.ofMillis(100)))),

    /**
     * In production: ends spread by 10 %; a value that cannot be replaced is answered for 10 more minutes, and one that cannot
     * be replaced within half a second too; nobody waits longer than 5 seconds; hot values are refreshed before their end.
     */
    PROD(config -> config.ttl(ttl -> ttl.jitter(0.1))
            .stale(stale -> stale.max(Duration.ofMinutes(10)).early(1))
            .flight(flight -> flight.softTimeout(Duration.ofMillis(500)).hardTimeout(Duration.ofSeconds(5))));

    private final Consumer<CacheConfigBuilder> settings;

    Preset(Consumer<CacheConfigBuilder> settings) {
        this.settings = settings;
    }

    /** Sets what this preset is about, and nothing else. */
    public void applyTo(CacheConfigBuilder config) {
        settings.accept(config);
    }
}
