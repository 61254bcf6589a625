package io.reactivecache.journal;

import io.reactivecache.spi.JournalException;
import reactor.core.publisher.MonoSink;

/** An append somebody waits for, until a time as {@link System#nanoTime} counts it. */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record PendingAppend(byte[] payload, MonoSink<Long> caller, long deadline) {

    void done(long sequence) {
        caller.success(sequence);
    }

    void failed(JournalException failure) {
        caller.error(failure);
    }
}
