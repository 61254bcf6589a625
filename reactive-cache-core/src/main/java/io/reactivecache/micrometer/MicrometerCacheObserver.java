package io.reactivecache.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.reactivecache.spi.CacheObserver;
import io.reactivecache.spi.CacheTimer;
import io.reactivecache.spi.StepObservation;
import java.util.Objects;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Makes a Micrometer {@link Observation} of every load, read of the remote tier and append: {@code cache.load}, {@code
 * cache.remote} and {@code cache.append}. Its parent is the one in the Context of the caller, where Micrometer's context
 * propagation keeps it, and it is the parent of whatever the step observes in turn. It has two key values of low cardinality,
 * {@code cache}, the name of the cache, and {@code result}: {@code success}, {@code failure} or {@code cancelled}. The error of
 * one that failed names the type of the failure and tells nothing else of it.
 */
public final class MicrometerCacheObserver implements CacheObserver {

    /** {@code ObservationThreadLocalAccessor.KEY}, whose class cannot be loaded without the context propagation library. */
    static final String KEY = "micrometer.observation";

    private final ObservationRegistry registry;

    private MicrometerCacheObserver(ObservationRegistry registry) {
        this.registry = registry;
    }

    /** Observes for a registry. */
    public static MicrometerCacheObserver of(ObservationRegistry registry) {
        return new MicrometerCacheObserver(Objects.requireNonNull(registry, "registry"));
    }

    @Override
    public StepObservation begin(String cache, CacheTimer step, ContextView caller) {
        Observation observation =
                Observation.createNotStarted(step.observationName(), registry).lowCardinalityKeyValue("cache", cache);
        caller.<Observation>getOrEmpty(KEY).ifPresent(observation::parentObservation);
        return new Observed(observation.start());
    }

    private record Observed(Observation observation) implements StepObservation {

        @Override
        public Context within(Context caller) {
            return caller.put(KEY, observation);
        }

        @Override
        public void succeeded() {
            end("success");
        }

        @Override
        public void failed(Class<? extends Throwable> failure) {
            observation.error(new StepFailure(failure));
            end("failure");
        }

        @Override
        public void cancelled() {
            end("cancelled");
        }

        private void end(String result) {
            observation.lowCardinalityKeyValue("result", result);
            observation.stop();
        }
    }
}
