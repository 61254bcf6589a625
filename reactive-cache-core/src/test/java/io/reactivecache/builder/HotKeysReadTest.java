package io.reactivecache.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivecache.ReactiveCache;
import io.reactivecache.fixture.HandClock;
import io.reactivecache.spi.HotKey;
import io.reactivecache.spi.HotKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

final class HotKeysReadTest {

    private static final int READS = 64_000;

    private final HandClock clock = new HandClock();
    private final Map<Integer, Integer> recorded = new HashMap<>();
    private final Map<Integer, Integer> loads = new HashMap<>();
    private final Set<Integer> hot = new HashSet<>();
    private final ReactiveCache<Integer, String> cache = ReactiveCaches.builder("numbers")
            .keys(Integer.class)
            .values(String.class)
            .clock(clock)
            .ttl(Duration.ofSeconds(10))
            .stale(stale -> stale.early(1))
            .loader(key -> Mono.fromSupplier(() -> {
                loads.merge(key, 1, Integer::sum);
                clock.advance(Duration.ofSeconds(1));
                return "value" + key;
            }))
            .hotKeys(new HotKeys<Integer>() {
                @Override
                public void record(Integer key, int reads) {
                    recorded.merge(key, reads, Integer::sum);
                }

                @Override
                public boolean isHot(Integer key) {
                    return hot.contains(key);
                }

                @Override
                public List<HotKey<Integer>> top(int n) {
                    return List.of();
                }
            })
            .build();

    @Test
    void aSampleOfTheReadsIsTold() {
        cache.get(1).block();
        for (int i = 0; i < READS; i++) {
            cache.get(1).block();
        }

        assertThat(recorded.get(1)).isBetween(READS / 2, 2 * READS);
    }

    @Test
    void onlyHotKeysAreRefreshedEarly() {
        hot.add(2);
        cache.get(1).block();
        cache.get(2).block();
        clock.advance(Duration.ofMillis(8_500));
        for (int i = 0; i < 1_000; i++) {
            cache.get(1).block();
        }
        assertThat(loads).containsEntry(1, 1);
        for (int i = 0; i < 1_000 && loads.get(2) == 1; i++) {
            cache.get(2).block();
        }

        assertThat(loads).containsEntry(2, 2);
    }
}
