package io.reactivecache.internal.writebehind;

import io.reactivecache.Durability;
import io.reactivecache.internal.entry.KeptWrite;
import io.reactivecache.internal.entry.WriteFormat;
import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.DeadLetters;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * Tries dead letters again: each is a pending write once more, and only then no dead letter any more, so that a crash leaves it twice
 * rather than not at all. One that cannot be read stays.
 */
final class Redriving<K, V> {

    private final DeadLetters letters;
    private final PendingFormat<K, V> format;
    private final Kept journal;
    private final Function<Pending<K, V>, Mono<Void>> accept;

    /**
     * The way back.
     *
     * @param accept accepts a write in memory, where there is no journal
     */
    Redriving(WriteBehindParts<K, V> parts, Kept journal, Function<Pending<K, V>, Mono<Void>> accept) {
        this.letters = parts.letters();
        this.format = parts.format();
        this.journal = journal;
        this.accept = accept;
    }

    Mono<Long> redrive(Predicate<DeadLetter> which) {
        return letters.letters()
                .filter(letter -> letter.cache().equals(format.cache()) && which.test(letter))
                .concatMap(letter -> pending(letter)
                        .map(write -> again(write, letter).thenReturn(letter))
                        .orElseGet(Mono::empty))
                .count();
    }

    private Mono<Void> again(Pending<K, V> write, DeadLetter letter) {
        Mono<Void> accepted = Mono.defer(() -> journal.isPresent()
                ? journal.append(write.encoded(), letter.payload())
                : accept.apply(eventual(write)));
        return accepted.then(Mono.defer(() -> letters.remove(letter.token())));
    }

    private Optional<Pending<K, V>> pending(DeadLetter letter) {
        try {
            KeptWrite kept = WriteFormat.decode(letter.payload());
            return Optional.of(format.decode(kept));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private Pending<K, V> eventual(Pending<K, V> write) {
        return new Pending<>(
                write.key(),
                write.encoded(),
                write.value(),
                write.token(),
                Durability.EVENTUAL,
                write.terms(),
                write.acceptedAt());
    }
}
