package io.reactivecache.test.tck.planted;

import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods the table would have to list, and others. */
public interface PlantedPublishers {

    Mono<String> ofMono(String name);

    Flux<String> ofFlux();

    Publisher<String> ofPublisher(int count);

    static <T> Mono<T> ofClass(Mono<T> source) {
        return source;
    }

    Function<Flux<String>, Flux<String>> asOperator();

    /** Hands out no publisher. */
    String name();
}
