package io.reactivecache.test.docs;

import io.reactivecache.BulkCacheWriter;
import io.reactivecache.CacheWrites;
import io.reactivecache.Durability;
import io.reactivecache.ReactiveCache;
import io.reactivecache.WriteOptions;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.spi.DeadLetters;
import io.reactivecache.spi.WriteJournal;
import reactor.core.publisher.Mono;

/** Writes that are applied later, as docs/write-behind.md shows them. */
final class WriteBehindExample {

    private WriteBehindExample() {}

    /** A system of record. */
    interface Database extends BulkCacheWriter<Long, Integer> {
        Mono<Integer> find(Long product);
    }

    static CacheWrites<Long, Integer> later(Database database, WriteJournal journal, DeadLetters letters) {
        // tag::example[]
        ReactiveCache<Long, Integer> stock = ReactiveCaches.builder("stock")
                .keys(Long.class)
                .values(Integer.class)
                .loader(database::find)
                .bulkWriter(database)
                .writeBehind(behind -> behind.journal(journal).deadLetters(letters))
                .build();
        CacheWrites<Long, Integer> later = stock.with(WriteOptions.none().durability(Durability.DEFERRED));
        // end::example[]
        return later;
    }
}
