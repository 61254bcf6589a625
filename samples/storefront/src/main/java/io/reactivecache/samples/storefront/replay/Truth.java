package io.reactivecache.samples.storefront.replay;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The truth about all products. */
final class Truth {

    private final Map<Long, Timeline> timelines = new ConcurrentHashMap<>();

    Timeline of(long product) {
        return timelines.computeIfAbsent(product, Timeline::new);
    }

    List<Long> written() {
        return timelines.entrySet().stream()
                .filter(entry -> entry.getValue().isWritten())
                .map(Map.Entry::getKey)
                .toList();
    }
}
