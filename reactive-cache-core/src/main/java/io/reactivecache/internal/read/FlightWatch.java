package io.reactivecache.internal.read;

/** Hears of the flights that a caller's read starts. */
public interface FlightWatch<K> {

    /** Does not care. */
    static <K> FlightWatch<K> none() {
        return new FlightWatch<>() {
            @Override
            public void started(K key) {}

            @Override
            public void ended(K key) {}
        };
    }

    /** A flight starts, on this thread and before it does anything. */
    void started(K key);

    /** A flight that was started has ended, before anybody is told its outcome. */
    void ended(K key);
}
