package io.reactivecache.test.docs;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.spi.InvalidationLog;
import io.reactivecache.spi.RemoteStore;
import reactor.core.publisher.Mono;

/** Which values come up to the local tier, as docs/promotion.md shows it. */
final class PromotionExample {

    private PromotionExample() {}

    static ReactiveCache<Long, String> pages(Pages database, RemoteStore redis, InvalidationLog log) {
        // tag::example[]
        ReactiveCache<Long, String> pages = ReactiveCaches.builder("pages")
                .keys(Long.class)
                .values(String.class)
                .loader(database::page)
                .remote(redis)
                .log(log)
                .sizer(String::length)
                .promotion(
                        promotion -> promotion.maxValueBytes(64 << 10).misses(2).maxHeap(0.85))
                .build();
        // end::example[]
        return pages;
    }

    /** Where pages come from. */
    interface Pages {

        Mono<String> page(Long id);
    }
}
