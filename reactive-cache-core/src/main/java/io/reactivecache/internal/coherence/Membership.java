package io.reactivecache.internal.coherence;

import io.reactivecache.Member;
import io.reactivecache.Position;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.Heartbeat;
import io.reactivecache.internal.entry.Lag;
import io.reactivecache.spi.LogPositions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes this node has heard of, each with the last that was heard. Times are those at which this node heard, by its own
 * clock. A bounded number of nodes is remembered, each for ten times the interval it has promised.
 *
 * <p>Nothing depends on it: who was not heard of may well be there.
 */
public final class Membership {

    private static final int MAX_MEMBERS = 1_000;
    private static final int ALIVE_FOR = 3;
    private static final int KNOWN_FOR = 10;

    private final long self;
    private final AppliedPositions positions;
    private final InstantSource ticker;
    private final Map<Long, Heard> others = new HashMap<>();

    /**
     * Nobody was heard of.
     *
     * @param self the number of this node
     */
    public Membership(long self, AppliedPositions positions, InstantSource ticker) {
        this.self = self;
        this.positions = positions;
        this.ticker = ticker;
    }

    private record Heard(Heartbeat heartbeat, long at, OptionalLong lag) {

        boolean isWithin(int intervals, long now) {
            return now - at < intervals * heartbeat.interval().toMillis();
        }
    }

    /** Notes a heartbeat, unless it is this node's own or older than the last of its node. */
    public synchronized void heard(Heartbeat heartbeat) {
        long node = heartbeat.token().node();
        Heard last = others.get(node);
        if (node == self || last != null && isOlder(heartbeat, last)) {
            return;
        }
        long now = ticker.millis();
        if (last == null) {
            makeRoom(now);
        }
        others.put(node, new Heard(heartbeat, now, lag(heartbeat.applied())));
    }

    private static boolean isOlder(Heartbeat heartbeat, Heard last) {
        return heartbeat.token().sequence() <= last.heartbeat.token().sequence();
    }

    private void makeRoom(long now) {
        forget(now);
        if (others.size() == MAX_MEMBERS) {
            others.entrySet().stream()
                    .min(Comparator.comparingLong(other -> other.getValue().at))
                    .ifPresent(silent -> others.remove(silent.getKey()));
        }
    }

    private void forget(long now) {
        others.values().removeIf(other -> !other.isWithin(KNOWN_FOR, now));
    }

    private OptionalLong lag(LogPositions applied) {
        LogPositions own = positions.resumeFrom().orElse(null);
        return own == null ? OptionalLong.empty() : Lag.between(applied, own);
    }

    /** The nodes, this one first, then by name. */
    public synchronized List<Member> members() {
        long now = ticker.millis();
        forget(now);
        List<Member> members = new ArrayList<>();
        members.add(self());
        others.values().stream()
                .map(other -> member(other, now))
                .sorted(Comparator.comparing(Member::node))
                .forEach(members::add);
        return members;
    }

    private Member self() {
        LogPositions own = positions.resumeFrom().orElse(null);
        OptionalLong lag = own == null ? OptionalLong.empty() : OptionalLong.of(0);
        return new Member(name(self), true, true, Duration.ZERO, lag, each(own));
    }

    private static Member member(Heard heard, long now) {
        return new Member(
                name(heard.heartbeat.token().node()),
                false,
                heard.isWithin(ALIVE_FOR, now),
                Duration.ofMillis(Math.max(0, now - heard.at)),
                heard.lag,
                each(heard.heartbeat.applied()));
    }

    private static List<Position> each(@Nullable LogPositions applied) {
        return applied == null
                ? List.of()
                : IntStream.range(0, applied.partitions())
                        .mapToObj(applied::position)
                        .toList();
    }

    private static String name(long node) {
        return Long.toHexString(node);
    }
}
