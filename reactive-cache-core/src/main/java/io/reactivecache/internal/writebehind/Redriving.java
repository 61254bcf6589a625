package io.reactivecache.internal.writebehind;

import io.reactivecache.Durability;
import io.reactivecache.internal.entry.KeptWrite;
import io.reactivecache.internal.entry.WriteFormat;
import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.DeadLetters;
import io.reactivecache.spi.Token;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * Tries dead letters again: each is a pending write once more, and only then no dead letter any more, so that a crash leaves it twice
 * rather than not at all. It gets a token of its own: it may be a dead letter again before the old one was removed, and must not
 * be removed with it. One that cannot be read stays.
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
                .concatMap(letter -> Mono.justOrEmpty(renewed(letter)).flatMap(kept -> again(kept, letter)))
                .count();
    }

    private Mono<DeadLetter> again(KeptWrite kept, DeadLetter letter) {
        Mono<Void> accepted = Mono.defer(() -> journal.isPresent()
                ? journal.append(kept.key(), WriteFormat.encode(kept)).then()
                : accept.apply(eventual(format.decode(kept))));
        return accepted.then(Mono.defer(() -> letters.remove(letter.token()))).thenReturn(letter);
    }

    /** Its write, as another one; empty if it cannot be read. */
    private Optional<KeptWrite> renewed(DeadLetter letter) {
        try {
            KeptWrite kept = WriteFormat.decode(letter.payload());
            format.decode(kept);
            return Optional.of(new KeptWrite(
                    kept.cache(), kept.key(), another(), kept.payload(), kept.terms(), kept.acceptedAt()));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Token another() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new Token(random.nextLong(), random.nextLong());
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
