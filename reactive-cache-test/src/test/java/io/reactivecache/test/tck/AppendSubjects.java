package io.reactivecache.test.tck;

import io.reactivecache.spi.append.Deadlines;
import io.reactivecache.spi.append.PendingAppends;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The parts by which logs bound their appends. */
record AppendSubjects() implements Suite {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public List<Subject> subjects() {
        return List.of(
                Subject.one("append, admitted", () -> admitted(Mono.just(1)))
                        .failing(() -> admitted(Mono.error(new IllegalStateException("no append")))),
                Subject.one("deadline, kept", () -> limited(Mono.just(1)))
                        .failing(() -> limited(Mono.error(new IllegalStateException("no answer")))),
                Subject.one("deadline, kept quietly", () -> quietly(Mono.just(1)))
                        .failing(() -> quietly(Mono.error(new IllegalStateException("no answer")))));
    }

    private static Mono<Integer> admitted(Mono<Integer> append) {
        return new PendingAppends(1_000, LIMIT).admit(append);
    }

    private static Mono<Integer> limited(Mono<Integer> source) {
        return new Deadlines(LIMIT, Schedulers.parallel()).limit(source);
    }

    private static Mono<Integer> quietly(Mono<Integer> source) {
        return new Deadlines(LIMIT, Schedulers.parallel()).limitQuietly(source);
    }
}
