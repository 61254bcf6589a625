package io.reactivecache.test.tck;

import io.reactivecache.KeyWrite;
import io.reactivecache.spi.InProcessPositionCounter;
import io.reactivecache.spi.KeyFilter;
import io.reactivecache.test.RecordingLoader;
import io.reactivecache.test.RecordingWriter;
import io.reactivecache.test.fault.Fault;
import io.reactivecache.test.fault.FaultyDeadLetters;
import io.reactivecache.test.fault.FaultyKeyFilter;
import io.reactivecache.test.fault.FaultyLoader;
import io.reactivecache.test.fault.FaultyPositionCounter;
import io.reactivecache.test.fault.FaultyWriter;
import io.reactivecache.test.fault.KeyFaults;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** The loaders, writers and small ports of the test kit. */
record KitSubjects() implements Suite {

    private static final IllegalStateException AWAY = new IllegalStateException("told to");
    private static final List<KeyWrite<String, String>> BATCH =
            List.of(new KeyWrite<>("a", Optional.of("1"), UUID.randomUUID()));

    @Override
    public List<Subject> subjects() {
        return Stream.of(
                        faults(),
                        loaders(),
                        writers(),
                        counters(),
                        new KeyFilterSubjects("faulty filter", () -> new FaultyKeyFilter(KeyFilter.NONE)).subjects(),
                        new DeadLetterSubjects(
                                        "faulty letters", () -> new FaultyDeadLetters(DeadLetterSubjects.inMemory()))
                                .subjects())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Subject> faults() {
        KeyFaults<String> keys = new KeyFaults<>();
        keys.set("b", Fault.fail(() -> AWAY));
        Mono<String> operation = Mono.just("v");
        return List.of(
                Subject.one("faults of a key", () -> keys.of("a", operation)).failing(() -> keys.of("b", operation)),
                Subject.one("faults of keys", () -> keys.ofAll(List.of("a", "c"), operation))
                        .failing(() -> keys.ofAll(List.of("a", "b"), operation)));
    }

    private static List<Subject> loaders() {
        RecordingLoader<String, String> rows = new RecordingLoader<>();
        rows.answers("a", "1").fails("b", AWAY);
        FaultyLoader<String, String> faulty = new FaultyLoader<>(rows);
        return List.of(
                Subject.one("recording loader, load", () -> rows.load("a")).failing(() -> rows.load("b")),
                Subject.one("faulty loader, load", () -> faulty.load("a")).failing(() -> faulty.load("b")));
    }

    private static List<Subject> writers() {
        RecordingWriter<String, String> rows = new RecordingWriter<>();
        rows.fails("b", AWAY);
        FaultyWriter<String, String> faulty = new FaultyWriter<>(rows);
        return List.of(
                Subject.none("recording writer, write", () -> rows.write("a", "1"))
                        .failing(() -> rows.write("b", "1")),
                Subject.none("recording writer, delete", () -> rows.delete("a")).failing(() -> rows.delete("b")),
                Subject.none("recording writer, writeAll", () -> rows.writeAll(BATCH)),
                Subject.none("faulty writer, write", () -> faulty.write("a", "1"))
                        .failing(() -> faulty.write("b", "1")),
                Subject.none("faulty writer, delete", () -> faulty.delete("a")).failing(() -> faulty.delete("b")));
    }

    private static List<Subject> counters() {
        FaultyPositionCounter counter = new FaultyPositionCounter(new InProcessPositionCounter(1));
        return List.of(
                Subject.one("faulty counter, next", () -> counter.next(0)),
                Subject.one("faulty counter, end", counter::end));
    }
}
