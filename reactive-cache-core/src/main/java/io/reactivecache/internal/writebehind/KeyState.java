package io.reactivecache.internal.writebehind;

import io.reactivecache.spi.CacheMeter;
import io.reactivecache.spi.JournalEvent.Entry;
import io.reactivecache.spi.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pending writes of one key.
 *
 * <pre>
 *              ready             take
 *     IDLE ------------> QUEUED -------> IN FLIGHT
 *      ^                   ^               |   |
 *      | landed            | landed        |   | ready
 *      +---- IN FLIGHT     |               |   v
 *                          +--------- IN FLIGHT + PARKED
 *
 *   ready   a write may be applied: an EVENTUAL one when it is accepted, a DEFERRED one when the journal delivers it; what is
 *           ready takes the place of what is queued or parked
 *   take    the turn of the key has come in its lane
 *   landed  what was in flight was applied, given up, or went to another node
 * </pre>
 *
 * <p>Besides, a key may have writes that were appended to the journal and were not delivered yet: awaited ones. An EVENTUAL write
 * that is accepted meanwhile is newer and is held until they have come; the next one that is appended takes its place. So it is
 * held while there may be entries from before that are still to be delivered.
 *
 * <p>A turn is an IMMEDIATE write. It begins when nothing of the key is in flight, and nothing of it takes off before it ends.
 *
 * <p>Every change is made under the lock of this object; whom it concerns is woken when the lock was left.
 */
final class KeyState<K, V> extends Lanes.Place<KeyState<K, V>> {

    private final Common<K, V> common;
    private final Runnable gone;
    private final Awaited<K, V> awaited = new Awaited<>();
    private final TurnLine<K, V> turns;
    private final Watches watches;
    private volatile @Nullable Due<K, V> newest;
    private @Nullable Due<K, V> next;
    private @Nullable Due<K, V> flying;
    private @Nullable Due<K, V> held;
    private long order;
    private long over;
    private boolean isGone;

    /**
     * A key nothing is pending of.
     *
     * @param gone is told, under the lock, that this state is not used any more
     */
    KeyState(Common<K, V> common, Runnable gone) {
        this.common = common;
        this.gone = gone;
        this.turns = new TurnLine<>(common.wakes());
        this.watches = new Watches(common.wakes());
    }

    /** The newest write that was answered and is not applied. */
    Optional<Pending<K, V>> newest() {
        Due<K, V> due = newest;
        return due == null ? Optional.empty() : Optional.of(due.pending);
    }

    /** An EVENTUAL write is accepted, or refused as it comes too late. False if this state is not used any more. */
    synchronized boolean accept(Due<K, V> due) {
        if (isGone) {
            return false;
        }
        if (common.ended().get()) {
            refuse(due);
            return true;
        }
        due.order(++order);
        if (mayOvertakeNone()) {
            ready(due);
        } else {
            hold(due);
        }
        newest = due;
        return true;
    }

    /** True if the journal has delivered all that is older than a write of now. */
    private boolean mayOvertakeNone() {
        return awaited.isEmpty() && common.catchingUp().isReached();
    }

    private void refuse(Due<K, V> due) {
        due.isRefused = true;
        due.giveBack();
        changed();
    }

    private void hold(Due<K, V> due) {
        if (held != null) {
            replaced(held, due);
        }
        held = due;
    }

    /** A DEFERRED write is about to be appended. False if this state is not used any more. */
    synchronized boolean await(Due<K, V> due) {
        if (!isGone) {
            awaited.add(due);
        }
        return !isGone;
    }

    /** It was appended, and may have been delivered by now. */
    synchronized void appended(Due<K, V> due) {
        if (awaited.contains(due)) {
            due.order(++order);
            if (held != null) {
                replaced(held, due);
                held = null;
            }
            newest = latest();
        }
    }

    /** Everything that was left in the journal from before was delivered. */
    synchronized void caughtUp() {
        promote();
        changed();
    }

    /**
     * Another node has applied a write, in the order of the journal: those that were appended before it are over as well. One that
     * was delivered here is over once it is let go of: its entry is about to be withdrawn.
     */
    synchronized void appliedElsewhere(Token token) {
        Due<K, V> due = accepted(token);
        if (due == null) {
            return;
        }
        over = Math.max(over, due.order == 0 ? order : due.order);
        if (awaited.remove(token) != null) {
            due.giveBack();
        }
        awaited.removeUpTo(over).forEach(Due::giveBack);
        promote();
        changed();
    }

    /** The write of this node that has this token, wherever it is on its way; {@code null} if there is none. */
    private @Nullable Due<K, V> accepted(Token token) {
        Due<K, V> due = awaited.get(token);
        return due != null ? due : is(next, token) ? next : is(flying, token) ? flying : null;
    }

    private boolean is(@Nullable Due<K, V> due, Token token) {
        return due != null && due.isOwn && due.pending.token().equals(token);
    }

    /** A write will not be delivered: it was not appended. */
    synchronized void forget(Token token) {
        Due<K, V> due = awaited.remove(token);
        if (due != null) {
            due.giveBack();
            promote();
            changed();
        }
    }

    /** The journal delivers a write. Gives the entries that are not needed any more; nothing if it is not awaited. */
    synchronized Optional<List<Entry>> delivered(Token token, Entry entry) {
        Due<K, V> due = awaited.remove(token);
        if (due == null) {
            return Optional.empty();
        }
        if (due.order == 0) {
            due.order(++order);
        }
        awaited.removeUpTo(due.order).forEach(Due::giveBack);
        List<Entry> obsolete = due.isSuperseded ? superseded(due, entry) : arrived(due, entry);
        promote();
        changed();
        return Optional.of(obsolete);
    }

    private List<Entry> superseded(Due<K, V> due, Entry entry) {
        due.giveBack();
        return List.of(entry);
    }

    /** The journal delivers a write this node does not await. As above; nothing if this state is not used any more. */
    synchronized Optional<List<Entry>> delivered(Due<K, V> due, Entry entry) {
        if (isGone) {
            return Optional.empty();
        }
        if (covers(next, entry) || covers(flying, entry)) {
            due.giveBack();
            return Optional.of(isKept(next, entry) || isKept(flying, entry) ? List.of() : List.of(entry));
        }
        due.order(++order);
        List<Entry> obsolete = arrived(due, entry);
        changed();
        return Optional.of(obsolete);
    }

    private boolean covers(@Nullable Due<K, V> due, Entry entry) {
        return due != null && due.covers(entry);
    }

    /** True if the entry is that of a write on its way: it came again, and is needed until that one is applied. */
    private boolean isKept(@Nullable Due<K, V> due, Entry entry) {
        return due != null && due.has(entry);
    }

    private List<Entry> arrived(Due<K, V> due, Entry entry) {
        due.entry = entry;
        return ready(due);
    }

    private void promote() {
        if (held != null && mayOvertakeNone()) {
            Due<K, V> due = held;
            held = null;
            ready(due);
        }
    }

    private List<Entry> ready(Due<K, V> due) {
        List<Entry> obsolete = next == null ? List.of() : replaced(next, due);
        next = due;
        line();
        return obsolete;
    }

    /** What is in no journal takes over the entry of what it replaces: until it is applied, that is all there is after a crash. */
    private List<Entry> replaced(Due<K, V> old, Due<K, V> due) {
        due.since = Math.min(due.since, old.since);
        common.counters().count(CacheMeter.BEHIND_COALESCED);
        List<Entry> obsolete = new ArrayList<>(1);
        for (Due<K, V> over : due.pass(old)) {
            over.giveBack();
            if (due.entry == null) {
                due.entry = over.entry;
            } else if (over.entry != null) {
                obsolete.add(over.entry);
            }
        }
        return obsolete;
    }

    private void line() {
        if (next != null && flying == null && !turns.isHeld()) {
            common.lanes().put(this, next.pending.terms().priority());
        }
    }

    /** Takes what is to be applied, which is in flight from now on; {@code null} if there is nothing, or it may not take off. */
    synchronized @Nullable Due<K, V> take() {
        if (flying == null && !turns.isHeld()) {
            flying = next;
            next = null;
            return flying;
        }
        return null;
    }

    /** What was in flight was applied, or given up. */
    synchronized void landed(Due<K, V> due) {
        due.giveBack();
        landed();
    }

    /** What was in flight is to be applied by another node; if this one has accepted it, it is awaited again. */
    synchronized void released(Due<K, V> due) {
        lost(due);
        landed();
    }

    private void landed() {
        flying = null;
        freed();
    }

    private void lost(Due<K, V> due) {
        due.entry = null;
        due.isWithdrawn = false;
        due.letPassed();
        if (due.isOwn && due.order > over) {
            awaited.add(due);
        } else {
            due.giveBack();
        }
    }

    /** A partition goes to another node. Adds the entries to let go of; what is in flight is let go of when its attempt has ended. */
    synchronized void withdraw(int partition, List<Entry> let) {
        if (flying != null && flying.isOf(partition) && flying.isDeferred()) {
            flying.isWithdrawn = true;
        }
        Due<K, V> queued = next;
        if (queued != null && queued.isOf(partition)) {
            queued.entries().forEach(let::add);
            unready(queued);
            changed();
        }
    }

    private void unready(Due<K, V> queued) {
        if (queued.isDeferred()) {
            next = null;
            common.lanes().remove(this);
            lost(queued);
        } else {
            queued.entry = null;
            queued.letPassed();
        }
    }

    /** A turn is asked for. False if this state is not used any more. */
    synchronized boolean ask(Turn<K, V> turn) {
        if (isGone) {
            return false;
        }
        turns.add(turn);
        freed();
        if (common.ended().get()) {
            end();
        }
        return true;
    }

    /** The write of a turn has succeeded: what is older is not applied any more, and given. */
    synchronized List<Due<K, V>> succeeded(Turn<K, V> turn) {
        List<Due<K, V>> over = new ArrayList<>(1);
        awaited.supersede(turn.mark());
        if (held != null && held.order <= turn.mark()) {
            over.add(held);
            held = null;
        }
        if (next != null && next.order <= turn.mark()) {
            over.add(next);
            next = null;
        }
        over.forEach(each -> common.counters().count(CacheMeter.BEHIND_COALESCED));
        changed();
        return over;
    }

    /** A turn has ended, or is not waited for any more. */
    synchronized void ended(Turn<K, V> turn) {
        turns.remove(turn);
        freed();
    }

    /** The next turn begins, or else the next write is queued, if nothing is in the way. */
    private void freed() {
        if (flying == null && turns.begin(order)) {
            common.lanes().remove(this);
        }
        line();
        changed();
    }

    /** Wakes somebody when all that was accepted so far is settled, or never will be. False if it is already. */
    synchronized boolean watch(Runnable settled, Runnable ended) {
        boolean waits = oldest() <= order;
        if (waits) {
            watches.add(new Watch(order, settled, ended));
        }
        if (common.ended().get()) {
            watches.end();
        }
        return waits;
    }

    /** Nothing lands any more: whoever waits for that is told. */
    synchronized void end() {
        turns.refuse();
        watches.end();
        changed();
    }

    /** How many writes are pending that are in no journal. */
    synchronized int eventual() {
        return eventual(next) + eventual(flying) + eventual(held);
    }

    private int eventual(@Nullable Due<K, V> due) {
        return due == null || due.isDeferred() ? 0 : 1;
    }

    private void changed() {
        newest = latest();
        if (!watches.isEmpty()) {
            watches.settled(oldest());
        }
        if (!isGone && newest == null && awaited.isEmpty() && turns.isEmpty()) {
            isGone = true;
            gone.run();
        }
    }

    private @Nullable Due<K, V> latest() {
        Due<K, V> appended = held == null ? awaited.newest() : held;
        return appended != null ? appended : next != null ? next : flying;
    }

    private long oldest() {
        return Math.min(awaited.oldest(), Math.min(since(held), Math.min(since(next), since(flying))));
    }

    private long since(@Nullable Due<K, V> due) {
        return due == null ? Long.MAX_VALUE : due.since;
    }
}
