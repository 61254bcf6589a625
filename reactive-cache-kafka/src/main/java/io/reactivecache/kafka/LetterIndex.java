package io.reactivecache.kafka;

import io.reactivecache.spi.Token;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the last record of each token is, for so many tokens of a stretch of the topic. The stretch ends at the first token
 * there is no room for; what has a later record belongs to a later stretch.
 */
final class LetterIndex {

    private final int room;
    private final Map<Token, Long> last = new HashMap<>();
    private long end;

    /**
     * An empty index of a stretch.
     *
     * @param end where the stretch ends if there is room
     */
    LetterIndex(int room, long end) {
        this.room = room;
        this.end = end;
    }

    /** Notes a record; each is noted, to the end of the topic, in the order of the offsets. */
    void add(Token token, long offset, boolean isLetter) {
        if (isLetter && offset < end && last.size() == room && !last.containsKey(token)) {
            end = offset;
        }
        if (isLetter && offset < end) {
            last.put(token, offset);
        } else {
            last.remove(token);
        }
    }

    boolean isLast(Token token, long offset) {
        return last.getOrDefault(token, -1L) == offset;
    }

    /** Where the stretch ends and the next one begins. */
    long end() {
        return end;
    }
}
