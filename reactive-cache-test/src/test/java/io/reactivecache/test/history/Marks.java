package io.reactivecache.test.history;

import io.reactivecache.spi.Token;
import java.util.HashMap;
import java.util.Map;

/** Which writes have closed keys that nobody has settled: only to see how often writes meet. */
final class Marks {

    private final Map<String, Token> closed = new HashMap<>();
    private final Tally tally;

    Marks(Tally tally) {
        this.tally = tally;
    }

    void closed(String key, Token token) {
        if (closed.put(key, token) != null) {
            tally.count(Event.CONTENDED);
        }
    }

    void settled(String key, Token token) {
        closed.remove(key, token);
    }

    void clear() {
        closed.clear();
    }
}
