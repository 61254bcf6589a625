package io.reactivecache.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call that a circuit breaker let in: tells the breaker once how it ended.
 *
 * <p>What a call says counts only while the breaker is in the state that let it in. A call that began before the breaker
 * opened may end among the probes of the half-open state, of which it is none: its failure would open the breaker again,
 * and a permission given back for it would let one probe too many in. Resilience4j's own operator does not tell them apart;
 * that is why it is not used. Each state has metrics of its own, except that an open one goes on with those of the state
 * before and makes nothing of what it is told; so the metrics stand for the state.
 */
final class Admission {

    private final CircuitBreaker breaker;
    private final CircuitBreaker.Metrics state;
    private final long began;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** A call that was just given a permission. */
    Admission(CircuitBreaker breaker) {
        this.breaker = breaker;
        this.state = breaker.getMetrics();
        this.began = breaker.getCurrentTimestamp();
    }

    /**
     * The call came to its end.
     *
     * @param value what it emitted, or {@code null} if nothing
     */
    void succeeded(@Nullable Object value) {
        if (endsInTime()) {
            breaker.onResult(duration(), breaker.getTimestampUnit(), value);
        }
    }

    void failed(Throwable failure) {
        if (endsInTime()) {
            breaker.onError(duration(), breaker.getTimestampUnit(), failure);
        }
    }

    /** Nobody waits for the call any more: a probe's permission is given back. */
    void cancelled() {
        if (endsInTime()) {
            breaker.releasePermission();
        }
    }

    private boolean endsInTime() {
        return ended.compareAndSet(false, true) && breaker.getMetrics() == state;
    }

    private long duration() {
        return breaker.getCurrentTimestamp() - began;
    }
}
