package io.reactivecache.micrometer;

/** Stands in an observation for the failure of a step: of what type it was, and no more. */
final class StepFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StepFailure(Class<? extends Throwable> failure) {
        super(failure.getName(), null, false, false);
    }
}
