package io.reactivecache.spi;

import reactor.util.context.Context;

/** Is told how one step goes on. Of the three ends one is told, once, before anybody who waits for the step hears of it. */
public interface StepObservation {

    /** Of a step that nobody observes. */
    StepObservation NONE = new StepObservation() {
        @Override
        public Context within(Context caller) {
            return caller;
        }

        @Override
        public void succeeded() {}

        @Override
        public void failed(Class<? extends Throwable> failure) {}

        @Override
        public void cancelled() {}
    };

    /** The Context the step sees: its caller's, and what is to be found by whatever it calls. */
    Context within(Context caller);

    /** The step has ended, with a value or empty. */
    void succeeded();

    /**
     * The step has failed.
     *
     * @param failure of what type; the failure itself may tell of keys and values
     */
    void failed(Class<? extends Throwable> failure);

    /** Nobody waits for the step any more, or it took too long. */
    void cancelled();
}
