package io.reactivecache.test.fault;

import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.DeadLetters;
import io.reactivecache.spi.Token;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Wraps dead letters and does to them what a test says. Changes nothing until it is told to. */
public final class FaultyDeadLetters implements DeadLetters {

    private final DeadLetters letters;
    private volatile Fault fault = Fault.NONE;
    private volatile Corruption corruption = Corruption.NONE;

    /** Those that do what the given ones do. */
    public FaultyDeadLetters(DeadLetters letters) {
        this.letters = Objects.requireNonNull(letters, "letters");
    }

    /** Sets the fault of all operations that begin from now on. */
    public void set(Fault next) {
        fault = Objects.requireNonNull(next, "fault");
    }

    /** Corrupts the writes in the letters that are read from now on. */
    public void corrupt(Corruption read) {
        corruption = Objects.requireNonNull(read, "read");
    }

    @Override
    public Mono<Void> add(DeadLetter letter) {
        Mono<Void> add = letters.add(letter);
        return Mono.defer(() -> fault.of(add));
    }

    @Override
    public Flux<DeadLetter> letters() {
        Flux<DeadLetter> all = letters.letters();
        return Mono.defer(() -> fault.pass()).thenMany(all).map(this::corrupted);
    }

    private DeadLetter corrupted(DeadLetter letter) {
        return new DeadLetter(
                letter.token(),
                letter.cache(),
                corruption.of(letter.payload()),
                letter.failure(),
                letter.attempts(),
                letter.at());
    }

    @Override
    public Mono<Void> remove(Token token) {
        Mono<Void> remove = letters.remove(token);
        return Mono.defer(() -> fault.of(remove));
    }
}
