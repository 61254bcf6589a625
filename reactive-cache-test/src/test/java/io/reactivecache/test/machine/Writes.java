package io.reactivecache.test.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Written;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.jqwik.api.state.Action;
import reactor.core.publisher.Mono;

/** Writes. Those that depend on the value there is find that of the model, and leave what it does. */
final class Writes {

    private Writes() {}

    static List<Action<Machine>> actions() {
        return List.of(
                Actions.valued("put", Writes::put),
                Actions.valued("putShort", Writes::putShort),
                Actions.valued("putAll", Writes::putAll),
                Actions.keyed("remove", Writes::remove),
                Actions.valued("putIfAbsent", Writes::putIfAbsent),
                Actions.valued("replace", Writes::replace),
                Actions.valued("replaceExpected", Writes::replaceExpected),
                Actions.valued("removeExpected", Writes::removeExpected),
                Actions.keyed("compute", Writes::compute),
                Actions.plain("flush", machine -> machine.await(machine.cache.flush())));
    }

    private static void put(Machine machine, String key, int value) {
        machine.await(machine.writes(key).put(key, value));
        machine.model.write(key, value);
    }

    private static void putShort(Machine machine, String key, int value) {
        machine.await(machine.shortWrites(key).put(key, value));
        machine.model.write(key, value, Model.SHORT);
    }

    private static void putAll(Machine machine, String key, int value) {
        machine.await(machine.writes(key).putAll(Map.of(key, value)));
        machine.model.write(key, value);
    }

    private static void remove(Machine machine, String key) {
        machine.await(machine.writes(key).remove(key));
        machine.model.remove(key);
    }

    private static void putIfAbsent(Machine machine, String key, int value) {
        boolean isFree = machine.model.truth(key).isEmpty();
        conditional(machine, key, machine.writes(key).putIfAbsent(key, value), isFree, Optional.of(value));
    }

    private static void replace(Machine machine, String key, int value) {
        boolean isThere = machine.model.truth(key).isPresent();
        conditional(machine, key, machine.writes(key).replace(key, value), isThere, Optional.of(value));
    }

    private static void replaceExpected(Machine machine, String key, int expected) {
        boolean isThere = machine.model.truth(key).equals(Optional.of(expected));
        conditional(
                machine,
                key,
                machine.writes(key).replace(key, expected, expected + 1),
                isThere,
                Optional.of(expected + 1));
    }

    private static void removeExpected(Machine machine, String key, int expected) {
        boolean isThere = machine.model.truth(key).equals(Optional.of(expected));
        conditional(machine, key, machine.writes(key).remove(key, expected), isThere, Optional.empty());
    }

    /** Counts up to three and begins anew from nothing. */
    private static void compute(Machine machine, String key) {
        UnaryOperator<Optional<Integer>> next =
                there -> Optional.of(there.orElse(0) + 1).filter(value -> value <= 3);
        Mono<Written<Integer>> write = machine.writes(key).compute(key, there -> Mono.justOrEmpty(next.apply(there)));

        conditional(machine, key, write, true, next.apply(machine.model.truth(key)));
    }

    private static void conditional(
            Machine machine, String key, Mono<Written<Integer>> write, boolean changes, Optional<Integer> next) {
        Optional<Integer> there = machine.model.truth(key);

        Written<Integer> written = machine.await(write).orElseThrow();
        if (changes) {
            machine.model.write(key, next);
        }

        assertThat(written.changed()).isEqualTo(changes);
        assertThat(written.value()).isEqualTo(changes ? next : there);
    }
}
