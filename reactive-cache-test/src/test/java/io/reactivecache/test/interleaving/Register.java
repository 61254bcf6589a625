package io.reactivecache.test.interleaving;

/** What a cache of one key does when nobody else is there: a read gives what was written last, 0 at first. */
public final class Register {

    private int value;

    /** For Lincheck. */
    public Register() {}

    /** What was written last. */
    public int read() {
        return value;
    }

    /** Writes. */
    public void write(int written) {
        value = written;
    }
}
