package io.reactivecache.internal.run;

import org.jspecify.annotations.Nullable;

/** How one who waits sees the outcome. */
public interface View<T, R> {

    /** What it is told of a value. */
    R of(T value);

    /** What it is told in place of a failure; {@code null} if that is the failure. */
    @Nullable
    R insteadOf(Throwable failure);

    /**
     * It waits no more. Called once.
     *
     * @param cancelled true if it left before it was told
     */
    void left(boolean cancelled);

    /** The outcome as it is. */
    static <T> View<T, T> whole() {
        return new View<>() {
            @Override
            public T of(T value) {
                return value;
            }

            @Override
            public @Nullable T insteadOf(Throwable failure) {
                return null;
            }

            @Override
            public void left(boolean cancelled) {}
        };
    }
}
