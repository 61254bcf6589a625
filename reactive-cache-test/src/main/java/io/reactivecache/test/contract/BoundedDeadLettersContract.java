package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/**
 * What {@link io.reactivecache.spi.DeadLetters} promise that have room for so many letters only. Those under test have it for
 * three, and not for four.
 */
public abstract class BoundedDeadLettersContract extends DeadLettersContract {

    @Test
    void moreThanThereIsRoomForIsNotKept() {
        IntStream.rangeClosed(1, 3).forEach(number -> done(letters.add(letter(number))));
        StepVerifier.create(letters.add(letter(4)).timeout(Duration.ofMillis(500)))
                .expectError()
                .verify(LONG);
        expect(letter(1), letter(2), letter(3));
        done(letters.add(letter(3)));
        done(letters.remove(letter(2).token()));
        done(letters.add(letter(4)));
        assertThat(all()).hasSize(3);
    }

    @Test
    void ofManyAtTheSameTimeAsManyAreKeptAsThereIsRoomFor() {
        Long kept = Flux.range(1, 20)
                .flatMap(number -> letters.add(letter(number)).thenReturn(1).onErrorComplete(), 20)
                .count()
                .block(LONG);

        assertThat(kept).isEqualTo(3);
        assertThat(all()).hasSize(3);
    }
}
