package io.reactivecache.test.machine;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.Transformer;

/** Operations with what they are given at random. */
final class Actions {

    private static final Arbitrary<String> KEYS = Arbitraries.of(Keys.ALL);
    private static final Arbitrary<Integer> VALUES = Arbitraries.integers().between(1, 3);

    private Actions() {}

    static Action<Machine> plain(String name, Consumer<Machine> operation) {
        return Action.just(Transformer.mutate(name, operation));
    }

    static Action<Machine> keyed(String name, BiConsumer<Machine, String> operation) {
        return of(name, KEYS, operation);
    }

    static <T> Action<Machine> of(String name, Arbitrary<T> given, BiConsumer<Machine, T> operation) {
        Arbitrary<Transformer<Machine>> each =
                given.map(value -> Transformer.mutate(name + " " + value, machine -> operation.accept(machine, value)));
        return (Action.Independent<Machine>) () -> each;
    }

    static Action<Machine> valued(String name, Valued operation) {
        Arbitrary<Transformer<Machine>> each = Combinators.combine(KEYS, VALUES)
                .as((key, value) -> Transformer.mutate(
                        name + " " + key + "=" + value, machine -> operation.on(machine, key, value)));
        return (Action.Independent<Machine>) () -> each;
    }

    /** An operation with a key and a value. */
    @FunctionalInterface
    interface Valued {

        void on(Machine machine, String key, int value);
    }
}
