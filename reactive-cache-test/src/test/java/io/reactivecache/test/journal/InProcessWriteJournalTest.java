package io.reactivecache.test.journal;

import io.reactivecache.spi.InProcessWriteJournal;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.WriteJournal;
import io.reactivecache.test.contract.WriteJournalContract;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

final class InProcessWriteJournalTest extends WriteJournalContract {

    @Override
    protected WriteJournal open() {
        return new InProcessWriteJournal(10_000);
    }

    @Test
    void withoutRoomAnAppendErrorsUntilSomethingIsAcknowledged() {
        WriteJournal small = new InProcessWriteJournal(1);
        small.append("k", new byte[1]).block();

        StepVerifier.create(small.append("k", new byte[1]))
                .verifyErrorSatisfies(failure -> Assertions.assertThat(failure)
                        .isInstanceOfSatisfying(
                                JournalException.class,
                                full -> Assertions.assertThat(full.reason()).isEqualTo(JournalException.Reason.FULL)));
    }

    @Test
    void aJournalOfNothingIsRefused() {
        Assertions.assertThatIllegalArgumentException().isThrownBy(() -> new InProcessWriteJournal(0));
    }
}
