package io.reactivecache.internal.coherence;

import io.reactivecache.Position;
import io.reactivecache.internal.entry.MarkerId;
import io.reactivecache.spi.Token;

/** Hears of what the remote tier may not have been told, or this node not have heard of. Does not block and does not throw. */
public interface Unsettled {

    /** Without a remote tier nothing is left to be told. */
    Unsettled NONE = new Unsettled() {
        @Override
        public void key(String key, Token token, Position position) {}

        @Override
        public void marker(MarkerId marker) {}

        @Override
        public void missed() {}
    };

    /** The change of a key, as it is written down, which the writer could not tell the remote tier. */
    void key(String key, Token token, Position position);

    /** A marker the writer could not tell the remote tier. */
    void marker(MarkerId marker);

    /** This node may have missed markers. */
    void missed();
}
