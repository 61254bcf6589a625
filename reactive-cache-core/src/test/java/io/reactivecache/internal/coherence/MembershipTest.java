package io.reactivecache.internal.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Member;
import io.reactivecache.Position;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.internal.entry.AppliedPositions;
import io.reactivecache.internal.entry.Heartbeat;
import io.reactivecache.spi.LogPositions;
import io.reactivecache.spi.Token;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class MembershipTest {

    private static final long SELF = 1;
    private static final long OTHER = 2;
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final HandClock clock = new HandClock();
    private final AppliedPositions positions = new AppliedPositions();
    private final Membership members = new Membership(SELF, positions, clock);

    @Test
    void aNodeThatFollowsNothingKnowsItself() {
        assertThat(members.members())
                .containsExactly(new Member("1", true, true, Duration.ZERO, OptionalLong.empty(), List.of()));
    }

    @Test
    void tellsHowFarAnotherNodeWasBehindWhenItWasHeard() {
        positions.reset(LogPositions.of(7, 10, 20));
        members.heard(heartbeat(OTHER, 1, LogPositions.of(7, 8, 25)));
        positions.advance(new Position(7, 0, 100));
        clock.advance(INTERVAL);

        assertThat(members.members())
                .containsExactly(
                        new Member(
                                "1",
                                true,
                                true,
                                Duration.ZERO,
                                OptionalLong.of(0),
                                List.of(new Position(7, 0, 100), new Position(7, 1, 20))),
                        new Member(
                                "2",
                                false,
                                true,
                                INTERVAL,
                                OptionalLong.of(2),
                                List.of(new Position(7, 0, 8), new Position(7, 1, 25))));
    }

    @Test
    void nobodyCanTellHowFarBehindANodeOfAnotherLogIs() {
        positions.reset(LogPositions.of(7, 10));
        members.heard(heartbeat(OTHER, 1, LogPositions.of(8, 10)));

        assertThat(other().lag()).isEmpty();
    }

    @Test
    void isAliveForThreeIntervalsAndKnownForTen() {
        members.heard(heartbeat(OTHER, 1));
        clock.advance(INTERVAL.multipliedBy(3).minus(MILLI));
        assertThat(other().alive()).isTrue();
        clock.advance(MILLI);
        assertThat(other().alive()).isFalse();
        clock.advance(INTERVAL.multipliedBy(7).minus(MILLI));
        assertThat(members.members()).hasSize(2);
        clock.advance(MILLI);

        assertThat(members.members()).hasSize(1);
    }

    @Test
    void whatIsOlderThanTheLastIsNotHeardNorItsOwn() {
        members.heard(heartbeat(OTHER, 5));
        clock.advance(INTERVAL);
        members.heard(heartbeat(OTHER, 5));
        members.heard(heartbeat(OTHER, 4));
        members.heard(heartbeat(SELF, 9));

        assertThat(other().silence()).isEqualTo(INTERVAL);
        assertThat(members.members()).hasSize(2);
    }

    @Test
    void withTooManyTheOneSilentLongestIsForgotten() {
        for (int node = 2; node <= 1_001; node++) {
            members.heard(heartbeat(node, 1));
            clock.advance(MILLI);
        }
        members.heard(heartbeat(2, 2));
        members.heard(heartbeat(5_000, 1));

        assertThat(members.members())
                .hasSize(1_001)
                .extracting(Member::node)
                .contains("1", "2", Long.toHexString(5_000))
                .doesNotContain("3");
    }

    private Member other() {
        return members.members().get(1);
    }

    private static Heartbeat heartbeat(long node, long sequence) {
        return heartbeat(node, sequence, LogPositions.of(7, 10));
    }

    private static Heartbeat heartbeat(long node, long sequence, LogPositions applied) {
        return new Heartbeat("orders", new Token(node, sequence), INTERVAL, applied);
    }
}
