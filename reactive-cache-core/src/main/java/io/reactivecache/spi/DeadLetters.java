package io.reactivecache.spi;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps the writes that could not be applied, until somebody has dealt with them. All methods are cold, none blocks. */
public interface DeadLetters {

    /** Keeps a letter. Completes once it is kept; until then the write is not forgotten by its journal. */
    Mono<Void> add(DeadLetter letter);

    /** Emits the letters there are, oldest first, then completes. */
    Flux<DeadLetter> letters();

    /** Forgets a letter. Completes once it is forgotten, and if it was not there. */
    Mono<Void> remove(Token token);
}
