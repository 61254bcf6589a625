package io.reactivecache.internal.writebehind;

import io.reactivecache.Priority;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keys in three lanes, each in order of arrival. Of any thirteen that are taken while all lanes have some, eight are of the lane
 * high, four of normal, one of low: no lane starves. A lane that is empty leaves its share to the others.
 *
 * <p>A key is in one lane at most, and moves to the end of a more urgent one when it is put there. The lanes are lists through the
 * keys themselves, so a key is put in, moved and taken out in constant time.
 */
@SuppressWarnings("EnumOrdinal") // neither stored nor sent
final class Lanes<T extends Lanes.Place<T>> {

    private static final int HIGH = Priority.HIGH.ordinal();
    private static final int NORMAL = Priority.NORMAL.ordinal();
    private static final int LOW = Priority.LOW.ordinal();
    private static final int[] TURNS = {
        HIGH, NORMAL, HIGH, HIGH, NORMAL, HIGH, LOW, HIGH, NORMAL, HIGH, HIGH, NORMAL, HIGH
    };
    private static final int COUNT = Priority.values().length;

    private final List<T>[] lanes;
    private final AtomicInteger fresh = new AtomicInteger();
    private int turn;

    @SuppressWarnings({"unchecked", "rawtypes"}) // of this class alone
    Lanes() {
        lanes = new List[COUNT];
        for (int lane = 0; lane < COUNT; lane++) {
            lanes[lane] = new List<>();
        }
    }

    /** Something that can be in a lane; its fields belong to the lanes. */
    abstract static class Place<T extends Place<T>> {

        private static final int NOWHERE = -1;

        private int lane = NOWHERE;
        private @Nullable T before;
        private @Nullable T after;
    }

    private static final class List<T extends Place<T>> {
        private @Nullable T first;
        private @Nullable T last;
    }

    /** Puts a key at the end of a lane, unless it is in that one or in a more urgent one. */
    synchronized void put(T key, Priority priority) {
        int lane = priority.ordinal();
        Place<T> place = key;
        if (place.lane == Place.NOWHERE) {
            fresh.incrementAndGet();
        } else if (place.lane <= lane) {
            return;
        } else {
            unlink(key);
        }
        link(key, lane);
    }

    /** How many keys were put into a lane since this was asked last, and were in none. */
    int takeFresh() {
        return fresh.get() == 0 ? 0 : fresh.getAndSet(0);
    }

    /** Takes a key out of its lane, if it is in one. */
    synchronized void remove(T key) {
        if (((Place<T>) key).lane != Place.NOWHERE) {
            unlink(key);
        }
    }

    /** Takes out the key whose turn it is; {@code null} if there is none. */
    synchronized @Nullable T poll() {
        turn = (turn + 1) % TURNS.length;
        T key = lanes[TURNS[turn]].first;
        for (int lane = 0; key == null && lane < COUNT; lane++) {
            key = lanes[lane].first;
        }
        if (key != null) {
            unlink(key);
        }
        return key;
    }

    private void link(T key, int lane) {
        Place<T> place = key;
        List<T> list = lanes[lane];
        T last = list.last;
        place.lane = lane;
        place.before = last;
        if (last == null) {
            list.first = key;
        } else {
            ((Place<T>) last).after = key;
        }
        list.last = key;
    }

    private void unlink(T key) {
        Place<T> place = key;
        List<T> list = lanes[place.lane];
        T before = place.before;
        T after = place.after;
        if (before == null) {
            list.first = after;
        } else {
            ((Place<T>) before).after = after;
        }
        if (after == null) {
            list.last = before;
        } else {
            ((Place<T>) after).before = before;
        }
        place.lane = Place.NOWHERE;
        place.before = null;
        place.after = null;
    }
}
