package io.reactivecache.internal.entry;

import io.reactivecache.spi.CacheObserver;
import io.reactivecache.spi.CacheTimer;
import io.reactivecache.spi.StepObservation;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Keeps what an observer throws from the steps it observes; the first time it is logged. */
final class GuardedObserver implements CacheObserver {

    private static final Logger LOG = LoggerFactory.getLogger("io.reactivecache");

    private final CacheObserver observer;
    private final AtomicBoolean isTold = new AtomicBoolean();

    GuardedObserver(CacheObserver observer) {
        this.observer = observer;
    }

    @Override
    public StepObservation begin(String cache, CacheTimer step, ContextView caller) {
        return tried(cache, () -> new Guarded(cache, observer.begin(cache, step, caller)), StepObservation.NONE);
    }

    private <T> T tried(String cache, Supplier<T> asked, T otherwise) {
        try {
            return asked.get();
        } catch (RuntimeException failure) {
            if (isTold.compareAndSet(false, true)) {
                LOG.warn(
                        "cache {}: its observer failed with {}",
                        cache,
                        failure.getClass().getName());
            }
            return otherwise;
        }
    }

    private final class Guarded implements StepObservation {

        private final String cache;
        private final StepObservation observation;

        Guarded(String cache, StepObservation observation) {
            this.cache = cache;
            this.observation = observation;
        }

        @Override
        public Context within(Context caller) {
            return tried(cache, () -> observation.within(caller), caller);
        }

        @Override
        public void succeeded() {
            told(observation::succeeded);
        }

        @Override
        public void failed(Class<? extends Throwable> failure) {
            told(() -> observation.failed(failure));
        }

        @Override
        public void cancelled() {
            told(observation::cancelled);
        }

        private void told(Runnable end) {
            tried(
                    cache,
                    () -> {
                        end.run();
                        return true;
                    },
                    false);
        }
    }
}
