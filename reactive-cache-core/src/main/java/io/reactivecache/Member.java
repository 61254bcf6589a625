package io.reactivecache;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A node of a cache, as another one sees it. For looking at, and for nothing else: it says what was heard, not what is.
 *
 * @param node what the node calls itself since it was started
 * @param self true if it is the node that was asked
 * @param alive true if it was heard of within three times the interval it has promised
 * @param silence how long ago it was heard of, by the clock of the node that was asked
 * @param lag how many records it had not applied then that the node that was asked had; empty if it followed another log
 * @param applied what it had applied of each partition then
 */
public record Member(
        String node, boolean self, boolean alive, Duration silence, OptionalLong lag, List<Position> applied) {

    public Member {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(silence, "silence");
        Objects.requireNonNull(lag, "lag");
        applied = List.copyOf(applied);
    }
}
