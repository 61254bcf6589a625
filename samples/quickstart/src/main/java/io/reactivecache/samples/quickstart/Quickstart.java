package io.reactivecache.samples.quickstart;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A cache of this process alone: a thousand callers, one load. */
public final class Quickstart {

    private static final AtomicInteger LOADS = new AtomicInteger();

    private Quickstart() {}

    private static Mono<String> slowGreeting(Long id) {
        return Mono.delay(Duration.ofMillis(200)).map(tick -> "Hello " + id + ", from load " + LOADS.incrementAndGet());
    }

    public static void main(String[] args) {
        // tag::example[]
        ReactiveCache<Long, String> greetings = ReactiveCaches.builder("greetings")
                .keys(Long.class)
                .values(String.class)
                .ttl(Duration.ofMinutes(5))
                .loader(Quickstart::slowGreeting)
                .build();
        Flux<String> answers = Flux.range(0, 1000).flatMap(i -> greetings.get(42L));
        answers.distinct().doOnNext(System.out::println).blockLast();
        Mono<String> anew = greetings.invalidate(42L).then(greetings.get(42L));
        anew.doOnNext(System.out::println).block();
        // end::example[]
        greetings.close().block();
    }
}
