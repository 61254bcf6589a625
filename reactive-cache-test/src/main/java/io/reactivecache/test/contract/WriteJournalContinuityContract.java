package io.reactivecache.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That what was completed outlives the instance, and what was acknowledged does not. */
abstract class WriteJournalContinuityContract extends WriteJournalSteps {

    @Test
    void whatWasCompletedIsDeliveredAfterAnOrderlyEnd() {
        append("k", "k0");
        append("k", "k1");
        journal = reopen(true);
        append("k", "k2");

        assertThat(DrainRecorder.of(journal).await(3).texts()).containsExactly("k0", "k1", "k2");
    }

    @Test
    void whatWasCompletedIsDeliveredAfterAKill() {
        append("k", "k0");
        append("k", "k1");
        journal = reopen(false);
        append("k", "k2");

        assertThat(DrainRecorder.of(journal).await(3).texts()).containsExactly("k0", "k1", "k2");
    }

    @Test
    void whatIsLeftFromBeforeComesBeforeTheWordThatThisWasAll() {
        append("k", "k0");
        append("k", "k1");
        journal = reopen(false);
        DrainRecorder drain = DrainRecorder.of(journal).awaitCaughtUp();

        assertThat(drain.texts()).containsExactly("k0", "k1");
        assertThat(drain.caughtUp()).containsExactly(2);
    }

    @Test
    void whatWasAcknowledgedIsNotDeliveredAfterAnOrderlyEnd() {
        append("k", "k0");
        append("k", "k1");
        DrainRecorder first = DrainRecorder.of(journal).await(2);
        acknowledge(first.entries().subList(0, 1));
        first.cancel();
        journal = reopen(true);
        append("k", "k2");

        assertThat(DrainRecorder.of(journal).await(2).texts()).containsExactly("k1", "k2");
    }

    @Test
    void sequencesRiseOverLives() {
        append("k", "k0");
        long before = DrainRecorder.of(journal).await(1).entries().get(0).sequence();
        journal = reopen(true);
        append("k", "k1");

        assertThat(DrainRecorder.of(journal).await(2).entries().get(1).sequence())
                .isGreaterThan(before);
    }
}
