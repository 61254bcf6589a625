package io.reactivecache.test.tck;

import io.reactivecache.spi.InProcessInvalidationLog;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.log.FaultyInvalidationLog;
import io.reactivecache.test.remote.FaultyRemoteStore;
import io.reactivecache.test.remote.InMemoryRemoteStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Ports in memory, and around them those that fail on demand. */
record MemorySubjects() implements Suite {

    @Override
    public List<Subject> subjects() {
        return Stream.of(
                        new LogSubjects("in-process log", InProcessInvalidationLog::new, Optional.empty()).subjects(),
                        new LogSubjects("faulty log", MemorySubjects::faultyLog, Optional.empty()).subjects(),
                        new StoreSubjects<>("store in memory", MemorySubjects::store, MemorySubjects::storeAway)
                                .subjects(),
                        new StoreSubjects<>("faulty store", MemorySubjects::faulty, MemorySubjects::faultyAway)
                                .subjects(),
                        new MarkerSubjects<>("store in memory", MemorySubjects::store, MemorySubjects::storeAway)
                                .subjects(),
                        new MarkerSubjects<>("faulty store", MemorySubjects::faulty, MemorySubjects::faultyAway)
                                .subjects(),
                        new DeadLetterSubjects("letters in memory", DeadLetterSubjects::inMemory).subjects(),
                        new DeadLetterSubjects("letters in files", DeadLetterSubjects::inFiles).subjects(),
                        more())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Subject> more() {
        return List.of(
                Subject.endless("letters in memory, arriving", n -> DeadLetterSubjects.arriving()),
                Subject.one("faulty log, append late", () -> faultyLog().append(0, new byte[0]))
                        .failing(() -> failingLog().append(0, new byte[0])),
                Subject.one("faulty log, end late", () -> faultyLog().end())
                        .failing(() -> failingLog().end()),
                Subject.endless("faulty log, cut tail", n -> LogSubjects.tail(faultyLog()))
                        .failing(MemorySubjects::cutTail),
                Subject.endless("store in memory, available", n -> changing(InMemoryRemoteStore::available)),
                Subject.endless(
                        "faulty store, available", n -> changing(store -> new FaultyRemoteStore(store).available())));
    }

    private static Publisher<Boolean> changing(Function<InMemoryRemoteStore, Flux<Boolean>> watch) {
        InMemoryRemoteStore store = store();
        AtomicBoolean next = new AtomicBoolean();
        return Fed.by(() -> store.setAvailable(next.getAndSet(!next.get())), watch.apply(store));
    }

    private static Publisher<?> cutTail() {
        FaultyInvalidationLog log = faultyLog();
        Flux<?> tail = log.tail(Optional.empty());
        return subscriber -> {
            tail.subscribe(subscriber);
            log.cutTails(new IllegalStateException("told to"));
        };
    }

    private static FaultyInvalidationLog faultyLog() {
        return new FaultyInvalidationLog(new InProcessInvalidationLog());
    }

    private static FaultyInvalidationLog failingLog() {
        FaultyInvalidationLog log = faultyLog();
        log.beforeAppend(Fault.fail(() -> new IllegalStateException("told to")));
        log.beforeEnd(Fault.fail(() -> new IllegalStateException("told to")));
        return log;
    }

    private static InMemoryRemoteStore store() {
        return new InMemoryRemoteStore(InstantSource.system());
    }

    private static InMemoryRemoteStore storeAway() {
        InMemoryRemoteStore store = store();
        store.setAvailable(false);
        return store;
    }

    private static FaultyRemoteStore faulty() {
        return new FaultyRemoteStore(store());
    }

    private static FaultyRemoteStore faultyAway() {
        return new FaultyRemoteStore(storeAway());
    }
}
