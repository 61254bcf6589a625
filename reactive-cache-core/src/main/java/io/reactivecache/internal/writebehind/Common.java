package io.reactivecache.internal.writebehind;

import io.reactivecache.internal.entry.Counters;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the states of all keys share.
 *
 * @param ended true once nothing is accepted any more, not even what has room
 * @param catchingUp whether everything that was left in the journal is known
 */
record Common<K, V>(
        Lanes<KeyState<K, V>> lanes, Wakes wakes, Counters counters, AtomicBoolean ended, CatchingUp catchingUp) {}
