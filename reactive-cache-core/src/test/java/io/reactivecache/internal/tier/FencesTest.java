package io.reactivecache.internal.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.fixture.HandClock;
import io.reactivecache.spi.Token;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FencesTest {

    private static final Duration TIME = Duration.ofSeconds(35);
    private static final Token ALICE = new Token(1, 1);
    private static final Token BOB = new Token(2, 1);

    private final HandClock clock = new HandClock();
    private final Fences fences = new Fences(2, clock);

    @Test
    void aFenceStandsUntilItsTransactionHasTold() {
        assertThat(fences.isAny()).isFalse();
        fences.raise("key", ALICE, TIME);
        assertThat(fences.isAny()).isTrue();
        assertThat(fences.stands("key")).isTrue();
        assertThat(fences.stands("other")).isFalse();
        fences.lift("key", ALICE);
        assertThat(fences.stands("key")).isFalse();
        assertThat(fences.isAny()).isFalse();
        assertThat(fences.size()).isZero();
    }

    @Test
    void aFenceStandsForItsTime() {
        fences.raise("key", ALICE, TIME);
        clock.advance(TIME.minusMillis(1));
        assertThat(fences.stands("key")).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(fences.stands("key")).isFalse();
    }

    @Test
    void whatAnotherTransactionOrNoneTellsLiftsNothing() {
        fences.raise("key", ALICE, TIME);
        fences.raise("key", BOB, TIME);
        fences.lift("key", BOB);
        fences.lift("key", new Token(3, 1));
        assertThat(fences.stands("key")).isTrue();
        fences.lift("key", ALICE);
        assertThat(fences.stands("key")).isFalse();
    }

    @Test
    void aRecordThatIsDeliveredAgainCountsOnce() {
        fences.raise("key", ALICE, TIME);
        fences.raise("key", ALICE, TIME);
        assertThat(fences.size()).isEqualTo(1);
        fences.lift("key", ALICE);
        assertThat(fences.size()).isZero();
    }

    @Test
    void withoutRoomForOneMoreEveryKeyIsFencedForItsTime() {
        fences.raise("first", ALICE, TIME);
        fences.raise("second", ALICE, TIME);
        fences.raise("third", ALICE, TIME);
        fences.lift("first", ALICE);
        assertThat(fences.stands("whatever")).isTrue();
        clock.advance(TIME);
        assertThat(fences.stands("whatever")).isFalse();
        assertThat(fences.stands("third")).isFalse();
    }

    @Test
    void thoseWhoseTimeIsUpMakeRoom() {
        fences.raise("first", ALICE, TIME);
        fences.raise("second", ALICE, TIME);
        clock.advance(TIME);
        fences.raise("third", ALICE, TIME);
        assertThat(fences.stands("third")).isTrue();
        assertThat(fences.stands("whatever")).isFalse();
        assertThat(fences.size()).isEqualTo(1);
    }
}
