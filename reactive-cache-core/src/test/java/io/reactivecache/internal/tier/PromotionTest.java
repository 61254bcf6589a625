package io.reactivecache.internal.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.fixture.HandClock;
import io.reactivecache.spi.HotKey;
import io.reactivecache.spi.HotKeys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PromotionTest {

    private final HandClock clock = new HandClock();

    @Test
    void everythingIsKeptUnlessSomethingElseIsSaid() {
        assertThat(Promotion.ALWAYS.keeps("key", "value")).isTrue();
    }

    @Test
    void valuesUpToASizeAreKept() {
        Promotion<String, String> promotion = Promotion.upTo(3, String::length);

        assertThat(promotion.keeps("key", "123")).isTrue();
        assertThat(promotion.keeps("key", "1234")).isFalse();
    }

    @Test
    void valuesOfHotKeysAreKept() {
        Promotion<String, String> promotion = Promotion.hot(new OneHotKey("hot"));

        assertThat(promotion.keeps("hot", "value")).isTrue();
        assertThat(promotion.keeps("cold", "value")).isFalse();
    }

    @Test
    void valuesOfKeysSeenOftenEnoughAreKept() {
        Promotion<String, String> promotion = Promotion.seen(new Sightings(2, 1_024, Duration.ofMinutes(1), clock));

        assertThat(promotion.keeps("key", "value")).isFalse();
        assertThat(promotion.keeps("key", "value")).isTrue();
    }

    @Test
    void nothingIsKeptUnderMemoryPressure() {
        AtomicBoolean high = new AtomicBoolean();
        Promotion<String, String> promotion = Promotion.unless(new MemoryPressure(1, clock, () -> high.get() ? 1 : 0));
        assertThat(promotion.keeps("key", "value")).isTrue();

        high.set(true);
        clock.advance(Duration.ofSeconds(1));
        assertThat(promotion.keeps("key", "value")).isFalse();
    }

    @Test
    void ofTwoTheSecondIsAskedOnlyIfTheFirstKeeps() {
        AtomicInteger asked = new AtomicInteger();
        Promotion<String, String> small = Promotion.upTo(3, String::length);
        Promotion<String, String> both = small.and((key, value) -> asked.incrementAndGet() > 1);

        assertThat(both.keeps("key", "1234")).isFalse();
        assertThat(asked).hasValue(0);
        assertThat(both.keeps("key", "123")).isFalse();
        assertThat(both.keeps("key", "123")).isTrue();
    }

    private record OneHotKey(String hot) implements HotKeys<String> {

        @Override
        public void record(String key, int reads) {}

        @Override
        public boolean isHot(String key) {
            return key.equals(hot);
        }

        @Override
        public List<HotKey<String>> top(int n) {
            return List.of();
        }
    }
}
