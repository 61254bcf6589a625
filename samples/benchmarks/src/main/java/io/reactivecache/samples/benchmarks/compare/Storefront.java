package io.reactivecache.samples.benchmarks.compare;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.samples.benchmarks.compare.shop.Database;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;

/** A shop with a cache before its database, and one without, on the same processors. */
final class Storefront implements Scenario {

    private static final int PRODUCTS = 10_000;
    private static final int ROOM = PRODUCTS / 5;
    private static final int REQUESTS = 1 << 16;
    private static final int SEED = 7;
    private static final int SKEW = 6;

    @Override
    public String name() {
        return "storefront";
    }

    @Override
    public List<Row> measure(Plan plan) {
        try (Database database = new Database()) {
            ReactiveCache<Long, String> cache = cache(database);
            List<Row> rows = measure(plan, database, cache);
            cache.close().block();
            return rows;
        }
    }

    private List<Row> measure(Plan plan, Database database, ReactiveCache<Long, String> cache) {
        LongUnaryOperator wanted = wanted();
        try (Visits with = new Visits("with the cache", Role.OURS, wanted, cache::get);
                Visits without = new Visits("without", Role.RAW, wanted, database::read)) {
            Outcome outcome = Turns.measure(plan, List.of(with, without));
            return List.of(outcome.row(
                    name(),
                    Unit.PER_SECOND,
                    "raw: without a cache; the database does at most 4,000 reads in each second",
                    String.format("room for %,d of %,d products", ROOM, PRODUCTS),
                    with.cpu(),
                    without.cpu()));
        }
    }

    private static ReactiveCache<Long, String> cache(Database database) {
        return ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(String.class)
                .maximumSize(ROOM)
                .loader(database::read)
                .build();
    }

    /** Few products are wanted often, many now and then. */
    private static LongUnaryOperator wanted() {
        long[] products = new Random(SEED)
                .doubles(REQUESTS)
                .mapToLong(chance -> (long) (PRODUCTS * Math.pow(chance, SKEW)))
                .toArray();
        return request -> products[(int) request & REQUESTS - 1];
    }
}
