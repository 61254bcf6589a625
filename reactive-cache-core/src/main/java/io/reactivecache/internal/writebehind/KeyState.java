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
    private final Places<K, V> places = new Places<>();
    private long order;
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
        if (places.held != null) {
            replaced(places.held, due);
        }
        places.held = due;
    }

    /** A DEFERRED write is about to be appended. False if this state is not used any more. */
    synchronized boolean await(Due<K, V> due) {
        if (!isGone) {
            due.begin(order);
            awaited.add(due);
        }
        return !isGone;
    }

    /** It was appended, and may have been delivered by now, or applied by another node, or a newer one may have been. */
    synchronized void appended(Due<K, V> due, long sequence) {
        due.appended(sequence);
        if (due.isOver) {
            over(due);
        } else if (awaited.contains(due)) {
            due.order(++order);
            if (places.held != null) {
                replaced(places.held, due);
                places.held = null;
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
        due.isOver = true;
        over(due);
    }

    private void over(Due<K, V> due) {
        places.isOver(due);
        awaited.removeOver(due).forEach(Due::giveBack);
        promote();
        changed();
    }

    /** The write of this node that has this token, wherever it is on its way; {@code null} if there is none. */
    private @Nullable Due<K, V> accepted(Token token) {
        Due<K, V> due = awaited.get(token);
        return due != null ? due : places.own(token);
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
        due.appended(entry.sequence());
        awaited.removeOver(due).forEach(Due::giveBack);
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
        if (places.cover(entry)) {
            due.giveBack();
            return Optional.of(places.have(entry) ? List.of() : List.of(entry));
        }
        due.order(++order);
        List<Entry> obsolete = arrived(due, entry);
        changed();
        return Optional.of(obsolete);
    }

    private List<Entry> arrived(Due<K, V> due, Entry entry) {
        due.entry = entry;
        return ready(due);
    }

    private void promote() {
        if (places.held != null && mayOvertakeNone()) {
            Due<K, V> due = places.held;
            places.held = null;
            ready(due);
        }
    }

    private List<Entry> ready(Due<K, V> due) {
        List<Entry> obsolete = places.next == null ? List.of() : replaced(places.next, due);
        places.next = due;
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
        if (places.next != null && places.flying == null && !turns.isHeld()) {
            common.lanes().put(this, places.next.pending.terms().priority());
        }
    }

    /** Takes what is to be applied, which is in flight from now on; {@code null} if there is nothing, or it may not take off. */
    synchronized @Nullable Due<K, V> take() {
        if (places.flying == null && !turns.isHeld()) {
            places.flying = places.next;
            places.next = null;
            return places.flying;
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
        places.flying = null;
        freed();
    }

    private void lost(Due<K, V> due) {
        due.entry = null;
        due.isWithdrawn = false;
        due.letPassed();
        if (due.isOwn && !due.isOver) {
            awaited.add(due);
        } else {
            due.giveBack();
        }
    }

    /** A partition goes to another node. Adds the entries to let go of; what is in flight is let go of when its attempt has ended. */
    synchronized void withdraw(int partition, List<Entry> let) {
        if (places.flying != null && places.flying.isOf(partition) && places.flying.isDeferred()) {
            places.flying.isWithdrawn = true;
        }
        Due<K, V> queued = places.next;
        if (queued != null && queued.isOf(partition)) {
            queued.entries().forEach(let::add);
            unready(queued);
            changed();
        }
    }

    private void unready(Due<K, V> queued) {
        if (queued.isDeferred()) {
            places.next = null;
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
        awaited.supersede(turn.mark());
        List<Due<K, V>> over = places.removeUpTo(turn.mark());
        over.forEach(each -> common.counters().count(CacheMeter.BEHIND_COALESCED));
        changed();
        return over;
    }

    /** A turn has ended, or is not waited for any more. */
    synchronized void ended(Turn<K, V> turn) {
        turns.remove(turn);
        freed();
    }

    /** The places.next turn begins, or else the places.next write is queued, if nothing is in the way. */
    private void freed() {
        if (places.flying == null && turns.begin(order)) {
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
        return places.eventual();
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
        return places.newest(awaited.newest());
    }

    private long oldest() {
        return Math.min(awaited.oldest(), places.oldest());
    }
}
