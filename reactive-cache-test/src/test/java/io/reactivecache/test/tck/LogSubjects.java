package io.reactivecache.test.tck;

import io.reactivecache.spi.InvalidationLog;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * The operations of an invalidation log. Its tail is that of a node that appends whenever it was told of a record.
 *
 * @param name of the log
 * @param log one that works
 * @param broken one of which every operation fails, if it can be had
 */
record LogSubjects(
        String name, Supplier<? extends InvalidationLog> log, Optional<Supplier<? extends InvalidationLog>> broken)
        implements Suite {

    private static final byte[] PAYLOAD = {1};

    @Override
    public List<Subject> subjects() {
        return List.of(
                failing(Subject.one(name + ", append", () -> append(log.get())), LogSubjects::append),
                failing(Subject.one(name + ", end", () -> log.get().end()), InvalidationLog::end),
                failing(Subject.endless(name + ", tail", n -> tail(log.get())), LogSubjects::tail));
    }

    private Subject failing(Subject subject, Function<InvalidationLog, Publisher<?>> operation) {
        return broken.map(log -> subject.failing(() -> operation.apply(log.get())))
                .orElse(subject);
    }

    private static Publisher<?> append(InvalidationLog log) {
        return log.append(0, PAYLOAD);
    }

    /** The tail of a log that gets a record whenever the subscriber got one. */
    static Publisher<?> tail(InvalidationLog log) {
        return Fed.by(() -> log.append(0, PAYLOAD).onErrorComplete().subscribe(), log.tail(Optional.empty()));
    }
}
