package io.reactivecache.internal.writebehind;

import io.reactivecache.config.WriteBehindConfig;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.spi.DeadLetters;
import io.reactivecache.spi.WriteJournal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What writes are applied later with.
 *
 * @param config the settings
 * @param journal keeps {@code DEFERRED} writes; without one there are none
 * @param letters keeps what is given up
 * @param format the writes as entries of the journal
 * @param truth writes to the system of record; harmless when repeated
 * @param afterTruth what follows for each of the writes: repeated until it succeeds, and once more after a crash
 * @param over tells the other nodes that a write is over that is not applied; repeated until it succeeds
 * @param isPoison true for a failure that tells that the write itself is wrong, or one of those that were written with it
 * @param scheduler runs the batches, and tells the time of pauses
 * @param clock the time of day
 * @param counters counts
 */
public record WriteBehindParts<K, V>(
        WriteBehindConfig config,
        Optional<WriteJournal> journal,
        DeadLetters letters,
        PendingFormat<K, V> format,
        Function<List<Pending<K, V>>, Mono<Void>> truth,
        Function<Pending<K, V>, Mono<Void>> afterTruth,
        Function<Pending<K, V>, Mono<Void>> over,
        Predicate<Throwable> isPoison,
        Scheduler scheduler,
        InstantSource clock,
        Counters counters) {

    /** True for failures that come of a write as it is, whatever the state of the system of record. */
    public static boolean isAlwaysPoison(Throwable failure) {
        return failure instanceof IllegalArgumentException || failure instanceof UnsupportedOperationException;
    }
}
