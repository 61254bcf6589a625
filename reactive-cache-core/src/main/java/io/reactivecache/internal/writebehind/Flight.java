package io.reactivecache.internal.writebehind;

/** A write that is in flight, and the state of its key. */
record Flight<K, V>(KeyState<K, V> state, Due<K, V> due) {}
