package io.reactivecache.test.tck;

import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * A kind of publisher to verify; each rule is tried on one made anew.
 *
 * @param name what it is, as the table of methods has it
 * @param most how many elements it emits at most, {@link #ENDLESS} if it never completes by itself
 * @param emitting makes one of as many elements
 * @param failing makes one that errors
 */
record Subject(
        String name,
        long most,
        LongFunction<? extends Publisher<?>> emitting,
        Optional<Supplier<? extends Publisher<?>>> failing) {

    private static final long ENDLESS = Long.MAX_VALUE;
    private static final long ANY = Long.MAX_VALUE - 1;

    /** Emits one element, always. */
    static Subject one(String name, Supplier<? extends Publisher<?>> emitting) {
        return new Subject(name, 1, n -> emitting.get(), Optional.empty());
    }

    /** Completes empty, always. */
    static Subject none(String name, Supplier<? extends Publisher<?>> empty) {
        return new Subject(name, 0, n -> empty.get(), Optional.empty());
    }

    /** Emits as many elements as it is told to, none included. */
    static Subject many(String name, LongFunction<? extends Publisher<?>> emitting) {
        return new Subject(name, ANY, emitting, Optional.empty());
    }

    /** Emits as many elements as it is told to, none included, but not more than that. */
    static Subject upTo(long most, String name, LongFunction<? extends Publisher<?>> emitting) {
        return new Subject(name, most, emitting, Optional.empty());
    }

    /** Emits at least as many elements as it is told to, and does not complete. */
    static Subject endless(String name, LongFunction<? extends Publisher<?>> emitting) {
        return new Subject(name, ENDLESS, emitting, Optional.empty());
    }

    /** The same, tried on the rules of failed publishers too. */
    Subject failing(Supplier<? extends Publisher<?>> failed) {
        return new Subject(name, most, emitting, Optional.of(failed));
    }

    /** Whether it can be told to emit nothing and complete. */
    boolean canBeEmpty() {
        return most != 1 && most != ENDLESS;
    }
}
