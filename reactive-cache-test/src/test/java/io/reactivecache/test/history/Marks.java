package io.reactivecache.test.history;

import io.reactivecache.spi.MarkerTable;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The marks that writes have left in the remote store: a key is closed from when a write closes it until that write settles
 * it, or another one that closed it after that, or until the mark has run out. Nothing is filled meanwhile. And those of wide
 * invalidations in the table.
 */
final class Marks {

    private final Map<String, Mark> closed = new HashMap<>();
    private final Map<Token, Life> announcing = new HashMap<>();
    private final Tally tally;
    private final Ledger ledger;
    private final VirtualTime time;

    Marks(Tally tally, Ledger ledger, VirtualTime time) {
        this.tally = tally;
        this.ledger = ledger;
        this.time = time;
    }

    private record Mark(Token token, long over) {}

    void filled(String key) {
        tally.count(Event.FILLED);
        if (isClosed(key)) {
            ledger.violation("a fill of a key that is closed was taken");
        }
    }

    private boolean isClosed(String key) {
        Mark mark = closed.get(key);
        return mark != null && time.millis() < mark.over;
    }

    void closed(String key, Token token, Duration fence) {
        if (isClosed(key)) {
            tally.count(Event.CONTENDED);
        }
        closed.put(key, new Mark(token, time.millis() + fence.toMillis()));
    }

    void settled(String key, Token token) {
        Mark mark = closed.get(key);
        if (mark != null && mark.token.equals(token)) {
            closed.remove(key);
        }
    }

    /** A node has marked a wide invalidation in the table. */
    void announcing(Token token, Life life) {
        announcing.put(token, life);
    }

    /** A node has opened such a mark. */
    void announced(Token token, Life life) {
        Life writer = announcing.remove(token);
        if (writer != null && writer != life) {
            tally.count(Event.MARK_OPENED_LATE);
        }
    }

    /** A node has read the table. */
    void read(MarkerTable.Content content) {
        if (!content.marks().isEmpty()) {
            tally.count(Event.MARK_READ);
        }
    }

    void dropped(boolean there) {
        if (there) {
            tally.count(Event.ROW_DROPPED);
        }
    }

    void clear() {
        announcing.clear();
        closed.clear();
    }
}
