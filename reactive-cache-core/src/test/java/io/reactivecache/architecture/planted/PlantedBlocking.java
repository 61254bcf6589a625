package io.reactivecache.architecture.planted;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class PlantedBlocking {

    Object monoBlock() {
        return Mono.just(1).block();
    }

    Function<Mono<String>, String> monoBlockReference() {
        return Mono::block;
    }

    Object fluxBlock() {
        return Flux.just(1).blockLast();
    }

    void sleep() throws InterruptedException {
        Thread.sleep(1);
    }

    Object join() {
        return CompletableFuture.completedFuture(1).join();
    }
}
