package io.reactivecache.test.docs;

import io.reactivecache.datasketches.SketchHotKeys;
import io.reactivecache.spi.HotKey;
import io.reactivecache.spi.HotKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Hot keys, as docs/hot-keys.md shows them. */
final class HotKeysExample {

    private HotKeysExample() {}

    static String found() {
        // tag::example[]
        HotKeys<Long> hotKeys = SketchHotKeys.<Long>builder(InstantSource.system())
                .window(Duration.ofMinutes(1))
                .share(0.01)
                .minReads(1_000)
                .build();

        hotKeys.record(42L, 1);
        boolean hot = hotKeys.isHot(42L);
        List<HotKey<Long>> mostRead = hotKeys.top(10);
        // end::example[]
        return hot + " " + mostRead;
    }
}
