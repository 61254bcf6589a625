package io.reactivecache.test.fault;

import io.reactivecache.spi.KeyFilter;
import io.reactivecache.spi.KeyFilterLostException;
import java.util.Collection;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Wraps a key filter and does to it what a test says. Changes nothing until it is told to. */
public final class FaultyKeyFilter implements KeyFilter {

    private final KeyFilter filter;
    private volatile Fault fault = Fault.NONE;
    private volatile boolean lost;

    /** One that does what the given one does. */
    public FaultyKeyFilter(KeyFilter filter) {
        this.filter = Objects.requireNonNull(filter, "filter");
    }

    /** Sets the fault of all operations that begin from now on. */
    public void set(Fault next) {
        fault = Objects.requireNonNull(next, "fault");
    }

    /** Loses its keys, and says so until it is cleared. */
    public void lose() {
        lost = true;
    }

    @Override
    public Mono<Boolean> mightContain(String key) {
        Mono<Boolean> answer = filter.mightContain(key);
        return Mono.defer(() -> fault.of(lost ? Mono.error(new KeyFilterLostException()) : answer));
    }

    @Override
    public Mono<Void> add(Collection<String> keys) {
        Mono<Void> add = filter.add(keys);
        return Mono.defer(() -> fault.of(add));
    }

    @Override
    public Mono<Void> clear() {
        Mono<Void> clear = filter.clear();
        return Mono.defer(() -> fault.of(clear)).doOnSuccess(cleared -> lost = false);
    }
}
