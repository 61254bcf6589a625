package io.reactivecache.internal.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.fixture.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LastChangesTest {

    private static final Duration WINDOW = Duration.ofSeconds(35);

    private final HandClock clock = new HandClock();
    private final BoundedRecentChanges recent = new BoundedRecentChanges(2, WINDOW, clock, () -> true);
    private final LastChanges last = new LastChanges(2, WINDOW, clock, recent);

    @Test
    void theLastChangeOfAKeyMayBeUnsettledForAsLongAsTheWindow() {
        last.changed("a", at(5));
        last.changed("a", at(8));
        last.changed("b", at(9));

        assertThat(last.unsettled("a", 0)).contains(at(8));
        clock.advance(WINDOW.minusMillis(1));
        assertThat(last.unsettled("a", 0)).contains(at(8));
        clock.advance(Duration.ofMillis(1));
        assertThat(last.unsettled("a", 0)).isEmpty();
    }

    @Test
    void aChangeAtTheEndOfAWindowIsKnownForAWholeOne() {
        clock.advance(WINDOW.minusMillis(1));
        last.changed("a", at(5));
        clock.advance(Duration.ofMillis(1));
        last.changed("b", at(6));
        clock.advance(WINDOW.minusMillis(2));

        assertThat(last.unsettled("a", 0)).contains(at(5));
    }

    @Test
    void withoutRoomForAKeyItsPartitionCountsAsChanged() {
        last.changed("a", at(1));
        last.changed("b", at(2));
        last.changed("c", at(3));

        assertThat(last.unsettled("c", 0)).contains(at(3));
        assertThat(last.unsettled("never-changed", 0)).contains(at(3));
        assertThat(last.unsettled("never-changed", 1)).isEmpty();
    }

    @Test
    void thereIsRoomAgainInTheNextWindow() {
        last.changed("a", at(1));
        last.changed("b", at(2));
        clock.advance(WINDOW);
        last.changed("c", at(3));

        assertThat(last.unsettled("c", 0)).contains(at(3));
        assertThat(last.unsettled("never-changed", 0)).isEmpty();
    }

    @Test
    void whatItRemembersAnotherHearsOfToo() {
        last.changed("a", at(5));
        last.allChanged(new Position(1, 7, 5));
        assertThat(last.allows("a", at(4))).isFalse();
        assertThat(last.allows("any", new Position(1, 7, 4))).isFalse();
        clock.advance(WINDOW);
        last.forget();
        clock.advance(WINDOW);
        last.forget();

        assertThat(last.allows("a", at(4))).isTrue();
        assertThat(last.allows("any", new Position(1, 7, 4))).isTrue();
    }

    private static Position at(long offset) {
        return new Position(1, 0, offset);
    }
}
