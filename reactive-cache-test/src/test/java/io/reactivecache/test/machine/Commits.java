package io.reactivecache.test.machine;

import io.reactivecache.CacheTransaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import net.jqwik.api.state.Action;
import reactor.core.publisher.Mono;

/** Writes inside of a transaction, which is committed, or rolled back before or at its commit. */
final class Commits {

    private Commits() {}

    static List<Action<Machine>> actions() {
        return List.of(
                Actions.valued("commit", Commits::commit),
                Actions.valued("rollBack", Commits::rollBack),
                Actions.valued("failToCommit", Commits::failToCommit));
    }

    private static void commit(Machine machine, String key, int value) {
        if (ended(machine, key, value, Mono.empty(), Mono::empty)) {
            machine.model.commit(key, value);
        }
    }

    private static void rollBack(Machine machine, String key, int value) {
        ended(machine, key, value, Mono.error(new IllegalStateException("rolled back")), Mono::empty);
    }

    /** It was fenced by then. */
    private static void failToCommit(Machine machine, String key, int value) {
        if (ended(machine, key, value, Mono.empty(), () -> Mono.error(new IllegalStateException("not committed")))) {
            machine.model.fence(key);
        }
    }

    /** A cache that writes behind takes part in no transaction. */
    private static boolean ended(Machine machine, String key, int value, Mono<Void> rest, Supplier<Mono<Void>> commit) {
        if (machine.features.has(Feature.BEHIND)) {
            return false;
        }
        Optional<Integer> before = machine.row(key);
        Mono<Void> work = machine.cache.transactional().put(key, value).then(rest);
        machine.await(CacheTransaction.transactional(
                        work, commit, () -> Mono.fromRunnable(() -> machine.putBack(key, before)))
                .onErrorComplete(IllegalStateException.class));
        return true;
    }
}
