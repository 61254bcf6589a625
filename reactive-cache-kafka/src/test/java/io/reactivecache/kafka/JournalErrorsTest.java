package io.reactivecache.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import io.reactivecache.spi.LogClosedException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class JournalErrorsTest {

    @Test
    void eachErrorHasItsReason() {
        assertThat(JournalErrors.of(new TimeoutException()).reason()).isEqualTo(Reason.AWAY);
        assertThat(JournalErrors.of(new CacheOverloadedException("appends", 1)).reason())
                .isEqualTo(Reason.FULL);
        assertThat(JournalErrors.of(new RecordTooLargeException()).reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(JournalErrors.of(new LogClosedException()).reason()).isEqualTo(Reason.CLOSED);
    }

    @Test
    void whatIsInTheWordsOfAJournalAlreadyStays() {
        JournalException told = JournalErrors.closed();

        assertThat(JournalErrors.of(told)).isSameAs(told);
    }
}
