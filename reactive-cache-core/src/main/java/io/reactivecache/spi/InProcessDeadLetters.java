package io.reactivecache.spi;

import io.reactivecache.CacheOverloadedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Dead letters in the memory of this process, up to a number; the end of the process loses them. */
public final class InProcessDeadLetters implements DeadLetters {

    private static final int BEHIND = 256;

    private final int limit;
    private final Map<Token, DeadLetter> letters = new LinkedHashMap<>();
    private final Sinks.Many<DeadLetter> arrivals = Sinks.many().multicast().directBestEffort();

    /**
     * None.
     *
     * @param limit how many are kept; no more are taken then
     * @throws IllegalArgumentException if the limit is not above zero
     */
    public InProcessDeadLetters(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: >= 1)");
        }
        this.limit = limit;
    }

    /** As promised; errors with {@link CacheOverloadedException} if there are as many as are kept. */
    @Override
    public Mono<Void> add(DeadLetter letter) {
        return Mono.fromRunnable(() -> {
            if (!isAdded(letter)) {
                throw new CacheOverloadedException("dead letters", limit);
            }
            tell(letter);
        });
    }

    /** Two at the same time take turns, which each holds for as long as its subscribers do. */
    private void tell(DeadLetter letter) {
        while (arrivals.tryEmitNext(letter) == Sinks.EmitResult.FAIL_NON_SERIALIZED) {
            Thread.onSpinWait();
        }
    }

    private synchronized boolean isAdded(DeadLetter letter) {
        if (letters.size() >= limit && !letters.containsKey(letter.token())) {
            return false;
        }
        letters.put(letter.token(), letter);
        return true;
    }

    @Override
    public Flux<DeadLetter> letters() {
        return Flux.defer(() -> Flux.fromIterable(all()));
    }

    private synchronized List<DeadLetter> all() {
        return List.copyOf(letters.values());
    }

    @Override
    public Mono<Void> remove(Token token) {
        return Mono.fromRunnable(() -> forget(token));
    }

    private synchronized void forget(Token token) {
        letters.remove(token);
    }

    /**
     * Emits the letters that are added from now on, without end. Nobody is waited for: who is behind by more than 256 misses
     * the oldest of them; {@link #letters()} has them all.
     */
    public Flux<DeadLetter> arriving() {
        return arrivals.asFlux().onBackpressureBuffer(BEHIND, missed -> {}, BufferOverflowStrategy.DROP_OLDEST);
    }
}
