package io.reactivecache.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class EventuallyTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void reachesWhatHoldsAfterAWhile() {
        assertThat(Eventually.within(LONG).reached(() -> calls.incrementAndGet() == 3))
                .isTrue();
    }

    @Test
    void givesUpAtTheLimit() {
        assertThat(Eventually.within(SHORT).reached(() -> false)).isFalse();
    }

    @Test
    void namesTheConditionThatNeverHeld() {
        assertThatThrownBy(() -> Eventually.within(SHORT).holds("the cache is empty", () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessage("the cache is empty: not within PT0.05S (expected: true)");
    }

    @Test
    void repeatsAssertionsUntilTheyPass() {
        Eventually.within(LONG).passes(() -> assertThat(calls.incrementAndGet()).isEqualTo(3));

        assertThat(calls).hasValue(3);
    }

    @Test
    void throwsTheLastAssertionThatDidNotPass() {
        assertThatThrownBy(() -> Eventually.within(SHORT)
                        .passes(() -> assertThat(calls.get()).as("calls").isEqualTo(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("calls");
    }

    @Test
    void endsTheWaitOfAnInterruptedThread() {
        Thread.currentThread().interrupt();

        assertThat(Eventually.within(LONG).reached(() -> false)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void rejectsALimitThatIsNotPositive() {
        assertThatThrownBy(() -> Eventually.within(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit: PT0S (expected: > 0)");
    }
}
