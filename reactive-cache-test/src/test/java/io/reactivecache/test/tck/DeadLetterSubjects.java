package io.reactivecache.test.tck;

import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.DeadLetters;
import io.reactivecache.spi.FileDeadLetters;
import io.reactivecache.spi.InProcessDeadLetters;
import io.reactivecache.spi.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * Dead letters, of one implementation.
 *
 * @param name its name
 * @param create gives some with room for two
 */
record DeadLetterSubjects(String name, Supplier<DeadLetters> create) implements Suite {

    private static final int ROOM = 2;
    private static final int BYTES = 10_000;

    @Override
    public List<Subject> subjects() {
        DeadLetters letters = create.get();
        letters.add(letter(1)).block();
        return List.of(
                Subject.none(name + ", add", () -> letters.add(letter(1))),
                Subject.one(name + ", letters", letters::letters),
                Subject.none(name + ", remove", () -> letters.remove(letter(2).token())));
    }

    static DeadLetters inMemory() {
        return new InProcessDeadLetters(ROOM);
    }

    static DeadLetters inFiles() {
        try {
            return FileDeadLetters.open(Files.createTempDirectory("letters"), ROOM, BYTES);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Tells of letters as they arrive, the first when somebody has come. */
    static Publisher<DeadLetter> arriving() {
        InProcessDeadLetters letters = new InProcessDeadLetters(ROOM);
        Publisher<DeadLetter> fed = Fed.by(() -> letters.add(letter(1)).subscribe(), letters.arriving());
        return subscriber -> {
            fed.subscribe(subscriber);
            letters.add(letter(1)).subscribe();
        };
    }

    private static DeadLetter letter(int number) {
        return new DeadLetter(new Token(1, number), "orders", new byte[0], "Failure", 1, Instant.EPOCH);
    }
}
