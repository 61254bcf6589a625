package io.reactivecache.kafka;

import io.reactivecache.CacheOverloadedException;
import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import io.reactivecache.spi.LogClosedException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** What went wrong with Kafka, in the words of a journal. */
final class JournalErrors {

    private JournalErrors() {}

    /** False for what a caller did wrong, which is no matter of Kafka. */
    static boolean isOfKafka(Throwable error) {
        return !(error instanceof IllegalStateException);
    }

    static JournalException of(Throwable error) {
        if (error instanceof JournalException told) {
            return told;
        }
        if (error instanceof LogClosedException) {
            return closed();
        }
        if (error instanceof CacheOverloadedException overloaded) {
            return new JournalException(
                    Reason.FULL, "as many appends under way as may be", "<= " + overloaded.limit(), error);
        }
        if (error instanceof RecordTooLargeException) {
            return new JournalException(Reason.TOO_LARGE, "an entry", "one that Kafka takes", error);
        }
        if (error instanceof InvalidReplicationFactorException) {
            return new JournalException(Reason.AWAY, "too few brokers", "as many as the topic gets replicas", error);
        }
        return new JournalException(Reason.AWAY, error.getClass().getName(), "an answer of Kafka in time", error);
    }

    static JournalException closed() {
        return new JournalException(Reason.CLOSED, "disposed", "open");
    }
}
