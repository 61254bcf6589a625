package io.reactivecache.test.journal;

import io.reactivecache.kafka.KafkaWriteJournal;
import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.test.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** A node that applies what it drains, one entry after the other, some time after it got it. */
final class DrainingNode {

    private static final int AHEAD = 32;

    private final KafkaWriteJournal journal;
    private final Applied applied;
    private final Sinks.Empty<Void> leaving = Sinks.empty();
    private final Disposable draining;

    DrainingNode(KafkaWriteJournal journal, Applied applied) {
        this.journal = journal;
        this.applied = applied;
        this.draining = journal.drain()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100)))
                .takeUntilOther(leaving.asMono())
                .concatMap(this::applied, AHEAD)
                .subscribe();
    }

    private Mono<Void> applied(JournalEvent event) {
        return event instanceof Entry entry
                ? Mono.<Void>fromRunnable(() -> applied.apply(MemberRecorder.text(entry)))
                        .subscribeOn(Schedulers.boundedElastic())
                        .then(journal.acknowledge(List.of(entry)))
                : Mono.empty();
    }

    /** Ends without a word to the subscriber: applies what it was given, and leaves to others the rest. */
    void leave() {
        leaving.tryEmitEmpty();
        Eventually.within(MemberRecorder.LIMIT).holds("all applied", draining::isDisposed);
        journal.dispose();
    }

    /**
     * A node in a process of its own, until that is killed.
     *
     * @param args the brokers, the topic, the file of what was applied, and the session timeout
     */
    public static void main(String[] args) {
        KafkaWriteJournal journal = KafkaWriteJournal.builder()
                .bootstrapServers(args[0])
                .topic(args[1])
                .partitions(4)
                .sessionTimeout(Duration.parse(args[3]))
                .build();
        new DrainingNode(journal, new Applied(Path.of(args[2])));
        Mono.never().block();
    }
}
