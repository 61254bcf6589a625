package io.reactivecache.test.journal;

import io.reactivecache.spi.WriteJournal;
import io.reactivecache.test.contract.WriteJournalContract;
import io.reactivecache.test.server.KafkaServer;
import io.reactivecache.test.server.KafkaTest;

@KafkaTest
class KafkaWriteJournalTest extends WriteJournalContract {

    private final KafkaJournals journals;

    KafkaWriteJournalTest(KafkaServer kafka) {
        this.journals = new KafkaJournals(kafka.bootstrapServers());
    }

    @Override
    protected WriteJournal open() {
        return journals.node();
    }

    /** A node that was killed says nothing to the group; the others take its partitions when its session is over. */
    @Override
    protected WriteJournal reopen(boolean orderly) {
        if (orderly) {
            journals.close();
        }
        return journals.node();
    }

    @Override
    protected void close() {
        journals.close();
    }
}
