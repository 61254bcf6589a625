package io.reactivecache.journal;

import io.reactivecache.spi.JournalException;
import io.reactivecache.spi.JournalException.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** The state of a journal and those who watch it. Only the journal's thread changes it. */
final class JournalLife {

    private static final Logger LOG = LoggerFactory.getLogger(FileWriteJournal.class);

    private final String name;
    private final Scheduler answers;
    private final Sinks.Many<Boolean> available = Sinks.many().replay().latestOrDefault(false);
    private final Sinks.One<JournalRecovery> opened = Sinks.one();
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private volatile State state = State.OPENING;
    private volatile @Nullable JournalException refusal;

    JournalLife(String name, Scheduler answers) {
        this.name = name;
        this.answers = answers;
    }

    void opened(JournalRecovery found) {
        state = State.OPEN;
        LOG.info("Journal {}: open, {} entries wait", name, found.entries());
        if (found.cutBytes() > 0) {
            LOG.warn("Journal {}: cut {} bytes off its end that were not written whole", name, found.cutBytes());
        }
        opened.tryEmitValue(found);
        available.tryEmitNext(true);
    }

    void broken(Throwable cause) {
        LOG.error("Journal {}: broken, takes and delivers nothing until it is opened anew", name, cause);
        over(State.BROKEN, because(cause));
    }

    private static JournalException because(Throwable cause) {
        return cause instanceof JournalException known
                ? known
                : new JournalException(
                        Reason.BROKEN, "files: " + cause.getClass().getName(), "to be read, written and synced");
    }

    void closed() {
        LOG.info("Journal {}: closed", name);
        over(State.CLOSED, closing());
    }

    private void over(State last, JournalException because) {
        refusal = because;
        state = last;
        available.tryEmitNext(false);
        opened.tryEmitError(because);
    }

    /** No thread and no file of it are left. */
    void ended() {
        ended.tryEmitEmpty();
    }

    void full() {
        LOG.warn("Journal {}: full, appends wait for acknowledgements", name);
    }

    void roomAgain() {
        LOG.info("Journal {}: has room again", name);
    }

    State state() {
        return state;
    }

    /** Why nothing is taken any more. */
    JournalException refusal() {
        JournalException known = refusal;
        return known == null ? closing() : known;
    }

    private static JournalException closing() {
        return new JournalException(Reason.CLOSED, "journal: closed", "open");
    }

    Flux<Boolean> available() {
        return available.asFlux().distinctUntilChanged().publishOn(answers);
    }

    Mono<JournalRecovery> opened() {
        return opened.asMono().publishOn(answers);
    }

    Mono<Void> whenEnded() {
        return ended.asMono().publishOn(answers);
    }
}
