package io.reactivecache.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.spi.HotKey;
import io.reactivecache.spi.HotKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HotReadsTest {

    private final List<HotKey<String>> told = new ArrayList<>();
    private final HotKeys<String> hotKeys = new HotKeys<>() {
        @Override
        public void record(String key, int reads) {
            told.add(new HotKey<>(key, reads));
        }

        @Override
        public boolean isHot(String key) {
            return false;
        }

        @Override
        public List<HotKey<String>> top(int n) {
            return List.of();
        }
    };

    @Test
    void tellsOfEveryMiss() {
        HotReads<String> reads = new HotReads<>(hotKeys);
        reads.miss("a");
        reads.miss("b");

        assertThat(told).containsExactly(new HotKey<>("a", 1), new HotKey<>("b", 1));
    }

    @Test
    void tellsOfOneHitInSixtyFourAsSixtyFour() {
        PrimitiveIterator.OfInt draws = IntStream.range(-128, 128).iterator();
        HotReads<String> reads = new HotReads<>(hotKeys, draws::nextInt);
        for (int hit = 0; hit < 256; hit++) {
            reads.hit("a");
        }

        assertThat(told).hasSize(4).containsOnly(new HotKey<>("a", 64));
    }

    /** 10,000 are to be expected; the bounds are ten standard deviations away. */
    @Test
    void drawsHitsAtRandom() {
        HotReads<String> reads = new HotReads<>(hotKeys);
        for (int hit = 0; hit < 640_000; hit++) {
            reads.hit("a");
        }

        assertThat(told).hasSizeBetween(9_000, 11_000);
    }
}
