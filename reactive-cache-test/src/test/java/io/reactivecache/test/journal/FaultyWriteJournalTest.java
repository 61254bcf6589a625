package io.reactivecache.test.journal;

import io.reactivecache.spi.InProcessWriteJournal;
import io.reactivecache.spi.WriteJournal;
import io.reactivecache.test.contract.DrainRecorder;
import io.reactivecache.test.contract.WriteJournalContract;
import io.reactivecache.test.fault.Corruption;
import io.reactivecache.test.fault.Fault;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

final class FaultyWriteJournalTest extends WriteJournalContract {

    private static final byte[] PAYLOAD = {1};

    private final FaultyWriteJournal faulty = new FaultyWriteJournal(new InProcessWriteJournal(10_000));

    @Override
    protected WriteJournal open() {
        return faulty;
    }

    @Test
    void anAppendThatFailsBeforeIsNotThereAndOneThatFailsAfterIs() {
        faulty.beforeAppend(Fault.fail(IllegalStateException::new));
        StepVerifier.create(faulty.append("k", PAYLOAD)).verifyError(IllegalStateException.class);
        faulty.beforeAppend(Fault.NONE);
        faulty.afterAppend(Fault.fail(IllegalStateException::new));
        StepVerifier.create(faulty.append("k", PAYLOAD)).verifyError(IllegalStateException.class);

        Assertions.assertThat(DrainRecorder.of(faulty).await(1).entries()).hasSize(1);
    }

    @Test
    void anAcknowledgementThatHangsWasNotMade() {
        faulty.append("k", PAYLOAD).block();
        DrainRecorder first = DrainRecorder.of(faulty).await(1);
        faulty.beforeAcknowledge(Fault.hang());
        StepVerifier.create(faulty.acknowledge(first.entries()))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(10))
                .thenCancel()
                .verify();
        first.cancel();

        Assertions.assertThat(DrainRecorder.of(faulty).await(1).entries()).hasSize(1);
    }

    @Test
    void anEntryThatFailsEndsTheDrain() {
        faulty.append("k", PAYLOAD).block();
        faulty.beforeEntry(Fault.fail(IllegalStateException::new));

        StepVerifier.create(faulty.drain()).verifyError(IllegalStateException.class);
    }

    @Test
    void whatIsDeliveredIsCorruptedOnDemand() {
        faulty.append("k", PAYLOAD).block();
        faulty.corrupt(Corruption.flip(1));

        Assertions.assertThat(DrainRecorder.of(faulty).await(1).entries())
                .singleElement()
                .satisfies(entry -> Assertions.assertThat(entry.payload()).containsExactly(3));
    }

    @Test
    void itSaysWhatItIsTold() {
        StepVerifier.create(faulty.available())
                .expectNext(true)
                .then(() -> faulty.say(false))
                .expectNext(false)
                .then(() -> faulty.say(true))
                .expectNext(true)
                .thenCancel()
                .verify();
    }
}
