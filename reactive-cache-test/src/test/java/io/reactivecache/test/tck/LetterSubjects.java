package io.reactivecache.test.tck;

import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.DeadLetters;
import io.reactivecache.spi.Token;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The operations on dead letters.
 *
 * @param name of them
 * @param letters some that work, and were filled
 * @param broken some that keep nothing
 */
record LetterSubjects(String name, Supplier<DeadLetters> letters, Supplier<DeadLetters> broken) implements Suite {

    private static final Token TOKEN = new Token(1, 1);
    private static final long NODE = 2;
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
        return letters.get()
                .letters()
                .filter(letter -> letter.token().node() == NODE)
                .take(count);
    }

    /** Adds those there are. */
    static Mono<Void> fill(DeadLetters empty) {
        return Flux.range(0, MOST)
                .concatMap(number -> empty.add(letter(new Token(NODE, number))))
                .then();
    }

    private static DeadLetter letter(Token token) {
        return new DeadLetter(token, "cache", new byte[0], "failure", 1, Instant.EPOCH);
    }
}
