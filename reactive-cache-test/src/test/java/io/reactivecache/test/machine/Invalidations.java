package io.reactivecache.test.machine;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.state.Action;
import reactor.core.publisher.Mono;

/** Invalidations, of one key and of many, and what makes them necessary. */
final class Invalidations {

    private Invalidations() {}

    static List<Action<Machine>> actions() {
        return List.of(
                Actions.keyed(
                        "invalidate", (machine, key) -> done(machine, machine.cache.invalidate(key), key::equals)),
                Actions.keyed("expire", (machine, key) -> done(machine, machine.cache.expire(key), key::equals)),
                Actions.of("invalidateTag", Arbitraries.of(Keys.TAGS), Invalidations::tag),
                Actions.of("invalidatePrefix", Arbitraries.of(Keys.PREFIXES), Invalidations::prefix),
                Actions.plain("clear", machine -> done(machine, machine.cache.clear(), key -> true)),
                Actions.plain("expireAll", machine -> done(machine, machine.cache.expireAll(), key -> true)),
                Actions.plain("reclaim", machine -> machine.await(machine.cache.reclaim())),
                Actions.valued("changedElsewhere", Invalidations::changed));
    }

    private static void tag(Machine machine, String tag) {
        machine.await(machine.cache.invalidateTag(tag));
        machine.model.invalidateTag(tag);
    }

    private static void prefix(Machine machine, String prefix) {
        done(machine, machine.cache.invalidatePrefix(prefix), key -> key.startsWith(prefix));
    }

    private static void done(Machine machine, Mono<?> invalidation, Predicate<String> keys) {
        machine.await(invalidation);
        machine.model.invalidate(keys);
    }

    /**
     * Somebody else changes the system of record and tells nobody, so that it shows what is kept for how long. A write
     * that is still to be applied would win: then it is told of, or nobody could say what is right.
     */
    private static void changed(Machine machine, String key, int value) {
        machine.await(machine.cache.flush());
        machine.changeRow(key, value == 3 ? Optional.empty() : Optional.of(10 * value));
        if (machine.features.has(Feature.BEHIND)) {
            done(machine, machine.cache.invalidate(key), key::equals);
        }
    }
}
