package io.reactivecache.test.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Freshness;
import io.reactivecache.Lookup;
import io.reactivecache.ReadOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.state.Action;
import reactor.core.publisher.Flux;

/** Reads, each of which answers what the model does. */
final class Reads {

    private Reads() {}

    static List<Action<Machine>> actions() {
        return List.of(
                Actions.keyed("get", Reads::get),
                Actions.keyed("lookup", Reads::lookup),
                Actions.keyed("getIfPresent", Reads::getIfPresent),
                Actions.keyed("refresh", Reads::refresh),
                Actions.plain("getAll", Reads::getAll),
                Actions.plain("getAllAsTheyCome", Reads::getAllAsTheyCome),
                Actions.plain("warm", Reads::warm));
    }

    private static void get(Machine machine, String key) {
        assertThat(machine.await(machine.cache.get(key))).isEqualTo(machine.model.read(key));
    }

    private static void lookup(Machine machine, String key) {
        Optional<Lookup<Integer>> found = machine.await(machine.cache.lookup(key));

        assertThat(found.map(Lookup::value)).isEqualTo(machine.model.read(key));
        assertThat(found.map(Lookup::freshness).orElse(Freshness.FRESH)).isEqualTo(Freshness.FRESH);
    }

    /** Of this node alone, which need not have what the model has. */
    private static void getIfPresent(Machine machine, String key) {
        Optional<Integer> found =
                machine.await(machine.cache.with(ReadOptions.none().localOnly()).get(key));

        if (machine.features.keepsAll()) {
            assertThat(found).isEqualTo(machine.model.known(key));
        } else if (found.isPresent()) {
            assertThat(found).isIn(machine.model.known(key), machine.model.truth(key));
        }
    }

    /** Where the cache is the truth there is nothing to load, and what is still to be written cannot be loaded. */
    private static void refresh(Machine machine, String key) {
        if (machine.features.has(Feature.SOURCE) && !machine.features.has(Feature.BEHIND)) {
            Optional<Integer> found = machine.await(
                    machine.cache.with(ReadOptions.none().refresh()).get(key));

            assertThat(found).isEqualTo(machine.model.refresh(key));
        }
    }

    private static Map<String, Integer> all(Machine machine) {
        Map<String, Integer> all = new HashMap<>();
        Keys.ALL.forEach(key -> machine.model.read(key).ifPresent(value -> all.put(key, value)));
        return all;
    }

    private static void getAllAsTheyCome(Machine machine) {
        Map<String, Integer> expected = all(machine);
        Map<String, Integer> found = new HashMap<>();

        machine.await(machine.cache
                .getAll(Flux.fromIterable(Keys.ALL))
                .doOnNext(answer -> answer.value().ifPresent(value -> found.put(answer.key(), value)))
                .then());

        assertThat(found).isEqualTo(expected);
    }

    private static void warm(Machine machine) {
        all(machine);
        machine.await(machine.cache.warm(Flux.fromIterable(Keys.ALL)).then());
    }

    private static void getAll(Machine machine) {
        Map<String, Integer> expected = all(machine);

        assertThat(machine.await(machine.cache.getAll(Keys.ALL)))
                .hasValueSatisfying(found -> assertThat(found.values()).isEqualTo(expected));
    }
}
