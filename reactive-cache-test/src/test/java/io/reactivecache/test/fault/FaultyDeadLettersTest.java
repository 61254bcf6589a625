package io.reactivecache.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.DeadLetter;
import io.reactivecache.spi.DeadLetters;
import io.reactivecache.spi.InProcessDeadLetters;
import io.reactivecache.test.contract.DeadLettersContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

final class FaultyDeadLettersTest extends DeadLettersContract {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final FaultyDeadLetters faulty = new FaultyDeadLetters(new InProcessDeadLetters(3));

    @Override
    protected DeadLetters create() {
        return faulty;
    }

    @Test
    void failsOnDemand() {
        done(faulty.add(letter(1)));
        faulty.set(Fault.fail(() -> new IllegalStateException("away")));

        StepVerifier.create(faulty.add(letter(2))).expectErrorMessage("away").verify(LONG);
        StepVerifier.create(faulty.letters()).expectErrorMessage("away").verify(LONG);
        StepVerifier.create(faulty.remove(letter(1).token()))
                .expectErrorMessage("away")
                .verify(LONG);
        faulty.set(Fault.NONE);
        expect(letter(1));
    }

    @Test
    void corruptsWhatIsRead() {
        done(faulty.add(letter(1)));
        faulty.corrupt(Corruption.truncate(1));

        assertThat(all()).singleElement().extracting(DeadLetter::payload).isEqualTo(new byte[] {1});
    }
}
