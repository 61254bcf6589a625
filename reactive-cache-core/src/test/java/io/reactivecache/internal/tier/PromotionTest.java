package io.reactivecache.internal.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.Position;
import io.reactivecache.Source;
import io.reactivecache.fixture.Entries;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.entry.Lifetime;
import io.reactivecache.internal.entry.Traits;
import io.reactivecache.spi.HotKey;
import io.reactivecache.spi.HotKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PromotionTest {

    private static final Position STAMP = new Position(1, 0, 1);
    private static final Entry<String> VALUE = value("value");

    private final HandClock clock = new HandClock();

    @Test
    void everythingIsKeptUnlessSomethingElseIsSaid() {
        assertThat(Promotion.<String, String>always().keeps("key", VALUE)).isTrue();
    }

    @Test
    void valuesUpToASizeAreKept() {
        Promotion<String, String> promotion = Promotion.upTo(3, String::length);

        assertThat(promotion.keeps("key", value("123"))).isTrue();
        assertThat(promotion.keeps("key", value("1234"))).isFalse();
    }

    @Test
    void valuesOfHotKeysAreKept() {
        Promotion<String, String> promotion = Promotion.hot(new OneHotKey("hot"));

        assertThat(promotion.keeps("hot", VALUE)).isTrue();
        assertThat(promotion.keeps("cold", VALUE)).isFalse();
    }

    @Test
    void valuesOfKeysSeenOftenEnoughAreKept() {
        Promotion<String, String> promotion = Promotion.seen(new Sightings(2, 1_024, Duration.ofMinutes(1), clock));

        assertThat(promotion.keeps("key", VALUE)).isFalse();
        assertThat(promotion.keeps("key", VALUE)).isTrue();
    }

    @Test
    void nothingIsKeptUnderMemoryPressure() {
        AtomicBoolean high = new AtomicBoolean();
        Promotion<String, String> promotion = Promotion.unless(new MemoryPressure(1, clock, () -> high.get() ? 1 : 0));
        assertThat(promotion.keeps("key", VALUE)).isTrue();

        high.set(true);
        clock.advance(Duration.ofSeconds(1));
        assertThat(promotion.keeps("key", VALUE)).isFalse();
    }

    @Test
    void ofTwoTheSecondIsAskedOnlyIfTheFirstKeeps() {
        AtomicInteger asked = new AtomicInteger();
        Promotion<String, String> small = Promotion.upTo(3, String::length);
        Promotion<String, String> both = small.and((key, entry) -> asked.incrementAndGet() > 1);

        assertThat(both.keeps("key", value("1234"))).isFalse();
        assertThat(asked).hasValue(0);
        assertThat(both.keeps("key", value("123"))).isFalse();
        assertThat(both.keeps("key", value("123"))).isTrue();
    }

    @Test
    void aValueThatCannotBeMeasuredIsTooLargeAndAnAbsenceNever() {
        Promotion<String, String> promotion = Promotion.upTo(1_000, value -> {
            throw new IllegalStateException("unmeasured");
        });
        Lifetime times = new Lifetime(0, 1, 1, 1, 1);
        Entry<String> absence = Entry.of(Optional.empty(), Source.LOADED, Optional.of(STAMP), Traits.NONE, times, 0);

        assertThat(promotion.keeps("key", VALUE)).isFalse();
        assertThat(promotion.keeps("key", absence)).isTrue();
    }

    private static Entry<String> value(String value) {
        return Entries.entry(value, STAMP, 0, 1);
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
