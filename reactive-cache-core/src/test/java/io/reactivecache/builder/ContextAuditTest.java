package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ContextAuditor;
import io.reactivecache.ReactiveCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

final class ContextAuditTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Context CALLER = Context.of("user", "ann", "tenant", "acme", "micrometer.observation", "span");

    private final List<String> told = new ArrayList<>();

    private String read(Function<ContextView, Object> load, ContextAuditor auditor) {
        ReactiveCache<String, String> cache = ReactiveCaches.builder("orders")
                .keys(String.class)
                .values(String.class)
                .flight(flight -> flight.contextKey("tenant"))
                .contextAuditor(auditor)
                .loader(key -> Mono.deferContextual(context -> Mono.just(String.valueOf(load.apply(context)))))
                .build();
        List<String> heard = new ArrayList<>();
        StepVerifier.create(cache.get("key").doOnNext(heard::add).contextWrite(CALLER))
                .expectNextCount(1)
                .expectComplete()
                .verify(LONG);
        return heard.get(0);
    }

    private void tell(String cache, Object key, boolean passed) {
        told.add(cache + " " + key + " " + passed);
    }

    @Test
    void tellsWhatALoadReadsOfItsCallersContext() {
        assertThat(read(context -> context.getOrDefault("user", "nobody"), this::tell))
                .isEqualTo("nobody");
        assertThat(told).containsOnly("orders user false");
        told.clear();
        assertThat(read(context -> context.get("tenant"), this::tell)).isEqualTo("acme");
        assertThat(told).containsOnly("orders tenant true");
    }

    @Test
    void tellsNothingOfTracingNorOfWhatTheCallerHasNot() {
        read(context -> context.get("micrometer.observation"), this::tell);
        read(context -> context.hasKey("elsewhere"), this::tell);

        assertThat(told).isEmpty();
    }

    @Test
    void tellsNothingOfWhatTheLoadPutThereItself() {
        ReactiveCache<String, String> cache = ReactiveCaches.builder("orders")
                .keys(String.class)
                .values(String.class)
                .contextAuditor(this::tell)
                .loader(key -> Mono.deferContextual(context -> Mono.just(context.<String>get("user")))
                        .contextWrite(Context.of("user", "own")))
                .build();

        StepVerifier.create(cache.get("key").contextWrite(CALLER))
                .expectNext("own")
                .expectComplete()
                .verify(LONG);
        assertThat(told).isEmpty();
    }
}
