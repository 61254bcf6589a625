package io.reactivecache.internal.writebehind;

import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The pending writes of all keys. There are no more keys than the budgets have room for, and turns have begun. */
final class Pendings<K, V> {

    private final ConcurrentMap<String, KeyState<K, V>> states = new ConcurrentHashMap<>();
    private final Common<K, V> common;
    private final Runnable ready;

    /**
     * None.
     *
     * @param ready is told, without a lock, that keys were put into the lanes
     */
    Pendings(Common<K, V> common, Runnable ready) {
        this.common = common;
        this.ready = ready;
    }

    Optional<Pending<K, V>> newest(String key) {
        KeyState<K, V> state = states.get(key);
        return state == null ? Optional.empty() : state.newest();
    }

    /** Accepts an EVENTUAL write; false if it comes too late. */
    boolean accept(Due<K, V> due) {
        KeyState<K, V> state = state(due.pending.encoded());
        while (!state.accept(due)) {
            state = state(due.pending.encoded());
        }
        wake();
        return !due.isRefused;
    }

    /** Accepts nothing any more, and tells whoever waits for what is pending that it is not applied here. */
    void end() {
        common.ended().set(true);
        states.values().forEach(KeyState::end);
        wake();
    }

    /** How many writes are pending that are in no journal. */
    int eventual() {
        return states.values().stream().mapToInt(KeyState::eventual).sum();
    }

    /** The state of the key of a write that is about to be appended. */
    KeyState<K, V> await(Due<K, V> due) {
        return used(due.pending.encoded(), state -> state.await(due));
    }

    void appended(KeyState<K, V> state, Due<K, V> due, long sequence) {
        state.appended(due, sequence);
        wake();
    }

    void forget(String key, Token token) {
        KeyState<K, V> state = states.get(key);
        if (state != null) {
            state.forget(token);
            wake();
        }
    }

    /** As {@link KeyState#appliedElsewhere}. */
    void appliedElsewhere(String key, Token token) {
        KeyState<K, V> state = states.get(key);
        if (state != null) {
            state.appliedElsewhere(token);
            wake();
        }
    }

    /** As {@link KeyState#delivered(Token, Entry)}. */
    Optional<List<Entry>> delivered(String key, Token token, Entry entry) {
        KeyState<K, V> state = states.get(key);
        Optional<List<Entry>> obsolete = state == null ? Optional.empty() : state.delivered(token, entry);
        wake();
        return obsolete;
    }

    /** As {@link KeyState#delivered(Due, Entry)}. */
    List<Entry> delivered(Due<K, V> due, Entry entry) {
        Optional<List<Entry>> obsolete = Optional.empty();
        while (obsolete.isEmpty()) {
            obsolete = state(due.pending.encoded()).delivered(due, entry);
        }
        wake();
        return obsolete.get();
    }

    /** The journal has delivered everything that was left from before. */
    void caughtUp() {
        common.catchingUp().reach();
        states.values().forEach(KeyState::caughtUp);
        wake();
        common.catchingUp().tell();
    }

    boolean isCaughtUp() {
        return common.catchingUp().isReached();
    }

    /** Up to so many writes, each the newest of its key; they are in flight from now on. One caller at a time. */
    List<Flight<K, V>> take(int atMost) {
        List<Flight<K, V>> taken = new ArrayList<>(atMost);
        KeyState<K, V> state = taken.size() < atMost ? common.lanes().poll() : null;
        while (state != null) {
            Due<K, V> due = state.take();
            if (due != null) {
                taken.add(new Flight<>(state, due));
            }
            state = taken.size() < atMost ? common.lanes().poll() : null;
        }
        return taken;
    }

    void landed(List<Flight<K, V>> flights) {
        flights.forEach(flight -> flight.state().landed(flight.due()));
        wake();
    }

    /** The room of writes that are over. */
    void over(List<Due<K, V>> writes) {
        writes.forEach(Due::giveBack);
        wake();
    }

    void released(List<Flight<K, V>> flights) {
        flights.forEach(flight -> flight.state().released(flight.due()));
        wake();
    }

    /** What is to be let go of when a partition goes to another node. */
    List<Entry> withdraw(int partition) {
        List<Entry> let = new ArrayList<>();
        states.values().forEach(state -> state.withdraw(partition, let));
        wake();
        return let;
    }

    Turn<K, V> turn(String key) {
        List<Turn<K, V>> asked = new ArrayList<>(1);
        used(key, state -> {
            asked.clear();
            asked.add(new Turn<>(state));
            return state.ask(asked.get(0));
        });
        wake();
        return asked.get(0);
    }

    /** As {@link KeyState#succeeded}. */
    List<Due<K, V>> succeeded(Turn<K, V> turn) {
        List<Due<K, V>> over = turn.succeeded();
        wake();
        return over;
    }

    void ended(Turn<K, V> turn) {
        turn.end();
        wake();
    }

    /** Completes when everything is settled that was accepted before the subscription; errors if it never will be. */
    Mono<Void> settled(Supplier<? extends Throwable> never) {
        return Mono.defer(() -> {
            List<Mono<Void>> waits = new ArrayList<>();
            states.values().forEach(state -> {
                Sinks.Empty<Void> settled = Sinks.empty();
                if (state.watch(settled::tryEmitEmpty, () -> settled.tryEmitError(never.get()))) {
                    waits.add(settled.asMono());
                }
            });
            wake();
            return Mono.when(waits);
        });
    }

    boolean isEmpty() {
        return states.isEmpty();
    }

    /** To be called after every change, without a lock. */
    void wake() {
        common.wakes().run();
        ready.run();
    }

    private KeyState<K, V> used(String key, Predicate<KeyState<K, V>> use) {
        KeyState<K, V> state = state(key);
        while (!use.test(state)) {
            state = state(key);
        }
        return state;
    }

    private KeyState<K, V> state(String key) {
        KeyState<K, V> state = states.get(key);
        return state == null ? states.computeIfAbsent(key, this::made) : state;
    }

    private KeyState<K, V> made(String key) {
        return new KeyState<>(common, () -> states.remove(key));
    }
}
