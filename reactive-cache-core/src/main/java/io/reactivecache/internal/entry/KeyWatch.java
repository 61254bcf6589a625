package io.reactivecache.internal.entry;

/** Hears which keys have changed, as this node learns of it. Does not block and does not throw. */
public interface KeyWatch {

    /** Does not care. */
    KeyWatch NONE = new KeyWatch() {
        @Override
        public void changed(String key) {}

        @Override
        public void reset() {}
    };

    /** A key, as it is written down, was changed. */
    void changed(String key);

    /** Any key may have been changed without being told. */
    void reset();
}
