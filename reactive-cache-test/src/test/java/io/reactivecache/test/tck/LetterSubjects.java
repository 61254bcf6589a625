package io.reactivecache.test.tck;

import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.DeadLetters;
import io.reactivecache.spi.Token;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * The operations on dead letters.
 *
 * @param name of them
 * @param letters some that work
 * @param broken some that keep nothing
 */
record LetterSubjects(String name, Supplier<DeadLetters> letters, Supplier<DeadLetters> broken) implements Suite {

    private static final Token TOKEN = new Token(1, 1);
    private static final int MOST = 20;

    @Override
    public List<Subject> subjects() {
        return List.of(
                Subject.none(name + ", add", () -> letters.get().add(letter(TOKEN)))
                        .failing(() -> broken.get().add(letter(TOKEN))),
                Subject.none(name + ", remove", () -> letters.get().remove(TOKEN))
                        .failing(() -> broken.get().remove(TOKEN)),
                Subject.upTo(MOST, name + ", letters", this::some)
                        .failing(() -> broken.get().letters()));
    }

    /** As many of those there are. */
    private Publisher<?> some(long count) {
        DeadLetters kept = letters.get();
        return Flux.range(0, MOST)
                .concatMap(number -> kept.add(letter(new Token(2, number))))
                .thenMany(kept.letters())
                .filter(letter -> letter.token().node() == 2)
                .take(count);
    }

    private static DeadLetter letter(Token token) {
        return new DeadLetter(token, "cache", new byte[0], "failure", 1, Instant.EPOCH);
    }
}
