package io.reactivecache.test.history;

import io.reactivecache.spi.Token;
import java.util.HashMap;
import java.util.Map;

/**
 * The marks that writes have left in the remote store: a key is closed from when a write closes it until that write settles
 * it, or another one that closed it after that. Nothing is filled meanwhile.
 */
final class Marks {

    private final Map<String, Token> closed = new HashMap<>();
    private final Tally tally;
    private final Ledger ledger;

    Marks(Tally tally, Ledger ledger) {
        this.tally = tally;
        this.ledger = ledger;
    }

    void filled(String key) {
        tally.count(Event.FILLED);
        if (closed.containsKey(key)) {
            ledger.violation("a fill of a key that is closed was taken");
        }
    }

    void closed(String key, Token token) {
        if (closed.put(key, token) != null) {
            tally.count(Event.CONTENDED);
        }
    }

    void settled(String key, Token token) {
        closed.remove(key, token);
    }

    /** They have run out. */
    void clear() {
        closed.clear();
    }
}
