package io.reactivecache.internal.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.fixture.HandClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class BoundedRecentChangesTest {

    private static final Duration WINDOW = Duration.ofSeconds(35);

    private final HandClock clock = new HandClock();
    private final AtomicBoolean reachable = new AtomicBoolean(true);
    private final BoundedRecentChanges recent = new BoundedRecentChanges(2, WINDOW, clock, reachable::get);

    @Test
    void refusesValuesOlderThanTheLastChangeOfTheirKeyOnly() {
        recent.changed("a", at(5));

        assertThat(recent.allows("a", at(4))).isFalse();
        assertThat(recent.allows("a", at(5))).isTrue();
        assertThat(recent.allows("a", at(6))).isTrue();
        assertThat(recent.allows("b", at(4))).isTrue();
    }

    @Test
    void refusesValuesOfAnotherEpochForAChangedKey() {
        recent.changed("a", at(5));

        assertThat(recent.allows("a", new Position(2, 0, 9))).isFalse();
    }

    @Test
    void theLastOfSeveralChangesCounts() {
        recent.changed("a", at(5));
        recent.changed("a", at(8));

        assertThat(recent.allows("a", at(7))).isFalse();
        assertThat(recent.allows("a", at(8))).isTrue();
    }

    @Test
    void withoutRoomForAKeyItsWholePartitionCountsAsChanged() {
        recent.changed("a", at(1));
        recent.changed("b", at(2));
        recent.changed("c", at(3));

        assertThat(recent.allows("c", at(2))).isFalse();
        assertThat(recent.allows("never-changed", at(2))).isFalse();
        assertThat(recent.allows("never-changed", at(3))).isTrue();
        assertThat(recent.allows("never-changed", new Position(1, 1, 2))).isTrue();
    }

    @Test
    void aKeyThatHasRoomAlreadyNeedsNoMore() {
        recent.changed("a", at(1));
        recent.changed("b", at(2));
        recent.changed("a", at(3));

        assertThat(recent.allows("a", at(2))).isFalse();
        assertThat(recent.allows("other", at(2))).isTrue();
    }

    @Test
    void changesOfAllKeysConcernTheirPartition() {
        recent.allChanged(at(5));

        assertThat(recent.allows("any", at(4))).isFalse();
        assertThat(recent.allows("any", at(5))).isTrue();
        assertThat(recent.allows("any", new Position(1, 1, 4))).isTrue();
    }

    @Test
    void remembersForAtLeastTheWindow() {
        recent.changed("a", at(5));
        recent.allChanged(new Position(1, 7, 5));
        passes(WINDOW.minusMillis(1), at(6));
        passes(Duration.ofMillis(1), at(7));
        passes(WINDOW.minusMillis(1), at(8));

        assertThat(recent.allows("a", at(4))).isFalse();
        assertThat(recent.allows("any", new Position(1, 7, 4))).isFalse();
    }

    @Test
    void forgetsAfterTwoWindows() {
        recent.changed("a", at(5));
        recent.allChanged(new Position(1, 7, 5));
        passes(WINDOW, at(6));
        passes(WINDOW, at(7));

        assertThat(recent.allows("a", at(4))).isTrue();
        assertThat(recent.allows("any", new Position(1, 7, 4))).isTrue();
    }

    @Test
    void forgetsThoughNothingChangesAnyMore() {
        recent.changed("a", at(5));
        recent.allChanged(new Position(1, 7, 5));
        clock.advance(WINDOW);
        recent.forget();
        assertThat(recent.allows("a", at(4))).isFalse();
        clock.advance(WINDOW);
        recent.forget();

        assertThat(recent.allows("a", at(4))).isTrue();
        assertThat(recent.allows("any", new Position(1, 7, 4))).isTrue();
    }

    @Test
    void aNewGenerationHasRoomAgainWhileTheOneBeforeIsStillHeld() {
        recent.changed("a", at(1));
        recent.changed("b", at(2));
        passes(WINDOW, at(3));

        assertThat(recent.allows("probe", at(2))).isFalse();
        assertThat(recent.allows("c", at(2))).isTrue();
        assertThat(recent.allows("a", at(0))).isFalse();
    }

    @Test
    void forgetsNothingWhileTheStoreIsUnreachable() {
        reachable.set(false);
        recent.changed("a", at(5));
        for (int i = 0; i < 10; i++) {
            passes(WINDOW, at(6 + i));
        }
        assertThat(recent.allows("a", at(4))).isFalse();

        reachable.set(true);
        passes(WINDOW, at(20));
        assertThat(recent.allows("a", at(4))).isFalse();
        passes(WINDOW, at(21));
        assertThat(recent.allows("a", at(4))).isTrue();
    }

    @Test
    void theNullObjectAllowsEverything() {
        RecentChanges.NONE.changed("a", at(5));
        RecentChanges.NONE.allChanged(at(5));

        assertThat(RecentChanges.NONE.allows("a", at(0))).isTrue();
    }

    private void passes(Duration time, Position next) {
        clock.advance(time);
        recent.changed("probe", next);
    }

    private static Position at(long offset) {
        return new Position(1, 0, offset);
    }
}
