package io.reactivecache.test.journal;

import io.reactivecache.spi.JournalEvent;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.WriteJournal;
import io.reactivecache.test.fault.Corruption;
import io.reactivecache.test.fault.Fault;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Wraps a journal and does to it what a test says. Changes nothing until it is told to.
 *
 * <p>Faults are put in place of the ones before and meet what is subscribed to from then on: {@link Fault#fail},
 * {@link Fault#delay} or {@link Fault#hang}.
 */
public final class FaultyWriteJournal implements WriteJournal {

    private final WriteJournal journal;
    private volatile Fault beforeAppend = Fault.NONE;
    private volatile Fault afterAppend = Fault.NONE;
    private volatile Fault beforeAcknowledge = Fault.NONE;
    private volatile Fault beforeEntry = Fault.NONE;
    private volatile Corruption corruption = Corruption.NONE;
    private final Sinks.Many<Boolean> said = Sinks.many().replay().latest();

    /**
     * Wraps a journal.
     *
     * @param journal the journal that does the work
     */
    public FaultyWriteJournal(WriteJournal journal) {
        this.journal = Objects.requireNonNull(journal, "journal");
    }

    /**
     * Puts a fault before every append: one that fails or hangs there is not in the journal.
     *
     * @param fault the fault
     */
    public void beforeAppend(Fault fault) {
        beforeAppend = Objects.requireNonNull(fault, "fault");
    }

    /**
     * Puts a fault between every append and its completion: the entry is in the journal whatever the caller hears.
     *
     * @param fault the fault
     */
    public void afterAppend(Fault fault) {
        afterAppend = Objects.requireNonNull(fault, "fault");
    }

    /**
     * Puts a fault before every acknowledgement: one that fails or hangs there was not made.
     *
     * @param fault the fault
     */
    public void beforeAcknowledge(Fault fault) {
        beforeAcknowledge = Objects.requireNonNull(fault, "fault");
    }

    /**
     * Puts a fault before every entry that is delivered; one that fails ends the drain.
     *
     * @param fault the fault
     */
    public void beforeEntry(Fault fault) {
        beforeEntry = Objects.requireNonNull(fault, "fault");
    }

    /**
     * Corrupts the writes that are delivered from now on, as a disk or a topic may that nobody checks.
     *
     * @param delivered what becomes of them
     */
    public void corrupt(Corruption delivered) {
        corruption = Objects.requireNonNull(delivered, "delivered");
    }

    /**
     * Says whether it is available, whatever the journal itself says from then on.
     *
     * @param available what it says
     */
    public void say(boolean available) {
        said.tryEmitNext(available);
    }

    @Override
    public Mono<Long> append(String key, byte[] payload) {
        Mono<Long> append = journal.append(key, payload);
        return Mono.defer(() -> {
            Sinks.One<Long> answer = Sinks.one();
            beforeAppend
                    .of(append)
                    .delayUntil(sequence -> afterAppend.pass())
                    .subscribe(answer::tryEmitValue, answer::tryEmitError, answer::tryEmitEmpty);
            return answer.asMono();
        });
    }

    @Override
    public Flux<JournalEvent> drain() {
        return journal.drain()
                .concatMap(event -> Mono.defer(() -> beforeEntry.pass()).thenReturn(event), 1)
                .map(this::corrupted);
    }

    private JournalEvent corrupted(JournalEvent event) {
        return event instanceof Entry entry
                ? new Entry(entry.partition(), entry.sequence(), corruption.of(entry.payload()))
                : event;
    }

    @Override
    public Mono<Void> acknowledge(List<Entry> entries) {
        Mono<Void> acknowledge = journal.acknowledge(entries);
        return Mono.defer(() -> beforeAcknowledge.of(acknowledge));
    }

    @Override
    public Mono<Void> release(List<Entry> entries) {
        return journal.release(entries);
    }

    @Override
    public Flux<Boolean> available() {
        return Flux.merge(journal.available().takeUntilOther(said.asFlux()), said.asFlux());
    }
}
