package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.DeadLetters;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/**
 * What {@link DeadLetters} promise. Extend it with those under test, or {@link BoundedDeadLettersContract} if they have room for
 * so many letters only.
 */
public abstract class DeadLettersContract {

    static final Duration LONG = Duration.ofSeconds(30);
    private static final Instant AT = Instant.ofEpochMilli(1_795_305_600_000L);

    /** Those under test. */
    protected DeadLetters letters;

    /** Makes empty ones with room for three letters of 100 bytes, or more. */
    protected abstract DeadLetters create() throws Exception;

    @BeforeEach
    void begin() throws Exception {
        letters = create();
    }

    /** A letter that differs from others by its number. */
    protected static DeadLetter letter(int number) {
        byte[] payload = new byte[100];
        payload[0] = (byte) number;
        return new DeadLetter(
                new Token(-7, number), "orders", payload, "Failure" + number, number, AT.plusMillis(number));
    }

    /** Waits until it is done. */
    protected static void done(Mono<Void> work) {
        StepVerifier.create(work).expectComplete().verify(LONG);
    }

    /** The letters there are. */
    protected List<DeadLetter> all() {
        return Objects.requireNonNull(letters.letters().collectList().block(LONG));
    }

    /** Expects letters, in order. */
    protected void expect(DeadLetter... expected) {
        assertThat(all()).usingRecursiveFieldByFieldElementComparator().containsExactly(expected);
    }

    @Test
    void keepsWhatIsAddedOldestFirst() {
        done(letters.add(letter(1)));
        done(letters.add(letter(2)));
        done(letters.add(letter(3)));

        expect(letter(1), letter(2), letter(3));
    }

    @Test
    void nothingHappensBeforeSubscription() {
        done(letters.add(letter(1)));
        letters.add(letter(2));
        letters.remove(letter(1).token());

        expect(letter(1));
    }

    @Test
    void aLetterOfTheSameTokenReplacesTheOneThereIs() {
        done(letters.add(letter(1)));
        DeadLetter again = new DeadLetter(letter(1).token(), "orders", new byte[] {9}, "Later", 8, AT.plusSeconds(9));
        done(letters.add(again));

        expect(again);
    }

    @Test
    void aLetterIsForgottenAndSoIsOneThatIsNotThere() {
        done(letters.add(letter(1)));
        done(letters.add(letter(2)));
        done(letters.remove(letter(1).token()));
        done(letters.remove(letter(1).token()));

        expect(letter(2));
    }

    @Test
    void onlyAsManyAreEmittedAsAreAskedFor() {
        done(letters.add(letter(1)));
        done(letters.add(letter(2)));

        StepVerifier.create(letters.letters(), 1)
                .expectNextCount(1)
                .thenCancel()
                .verify(LONG);
    }

    @Test
    void ofManyAtTheSameTimeEachIsKeptThatWasCompleted() {
        Set<Token> kept = ConcurrentHashMap.newKeySet();
        Flux.range(1, 20)
                .map(DeadLettersContract::letter)
                .flatMap(
                        letter -> letters.add(letter)
                                .doOnSuccess(done -> kept.add(letter.token()))
                                .onErrorComplete(),
                        20)
                .blockLast(LONG);

        assertThat(all())
                .extracting(DeadLetter::token)
                .hasSizeGreaterThanOrEqualTo(3)
                .containsExactlyInAnyOrderElementsOf(kept);
    }
}
