package io.reactivecache.internal.write;

import io.reactivecache.Position;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Writes of one key that are tried together: each is given what the one before it has made, and all become one write. */
public final class Computings<V> {

    private final List<Computing<V>> all;

    Computings(List<Computing<V>> all) {
        this.all = all;
    }

    /** Answers those of which it is known that they leave the value there is; emits the others, if there are any. */
    Mono<Computings<V>> without(Optional<V> there) {
        List<Computing<V>> rest =
                all.stream().filter(each -> !left(each, there)).toList();
        return rest.isEmpty() ? Mono.empty() : Mono.just(new Computings<>(rest));
    }

    private static <V> boolean left(Computing<V> each, Optional<V> there) {
        boolean leaves = each.leaves(there);
        if (leaves) {
            each.unchanged(there);
        }
        return leaves;
    }

    /** Emits what they make of a value, one after the other, each in what the others have left of the time. */
    Mono<Optional<V>> applyTo(Optional<V> there, Duration limit, Scheduler scheduler) {
        return Mono.defer(() -> {
            long end = scheduler.now(TimeUnit.NANOSECONDS) + limit.toNanos();
            AtomicReference<Optional<V>> value = new AtomicReference<>(there);
            return Flux.fromIterable(all)
                    .concatMap(each -> each.applyTo(held(value), left(end, scheduler), scheduler)
                            .doOnNext(value::set))
                    .then(Mono.fromSupplier(() -> held(value)));
        });
    }

    private static <T> T held(AtomicReference<T> reference) {
        return Objects.requireNonNull(reference.get(), "value");
    }

    private static Duration left(long end, Scheduler scheduler) {
        return Duration.ofNanos(Math.max(1, end - scheduler.now(TimeUnit.NANOSECONDS)));
    }

    /** True if one of them has changed the value. */
    boolean change() {
        return all.stream().anyMatch(Computing::changes);
    }

    /** Answers all with what they came to. */
    void succeed(Optional<Position> position) {
        all.forEach(each -> each.succeed(position));
    }

    /** Answers all that have no answer yet with an error. */
    void fail(Throwable reason) {
        all.forEach(each -> each.fail(reason));
    }
}
