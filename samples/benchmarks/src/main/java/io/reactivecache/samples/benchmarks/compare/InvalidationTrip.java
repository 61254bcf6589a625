package io.reactivecache.samples.benchmarks.compare;

import io.reactivecache.samples.benchmarks.invalidation.Contest;
import io.reactivecache.samples.benchmarks.invalidation.RedissonMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * From when an invalidation is due to when the last of five nodes has evicted the entry, at a thousand in each second.
 *
 * @param name what it is called
 * @param contest starts the server, and who is compared over it
 * @param withRedisson true if the server is a Redis, over which Redisson is a peer
 */
record InvalidationTrip(String name, Supplier<Contest> contest, boolean withRedisson) implements Scenario {

    private static final String RAW = "raw: to when the last of five has received the record, with nothing to evict";
    private static final String REDISSON = "redisson: over Pub/Sub, which loses what is sent to a client that is away";

    static Scenario kafka() {
        return new InvalidationTrip("invalidation over Kafka", Contest::kafka, false);
    }

    static Scenario redisStreams() {
        return new InvalidationTrip("invalidation over Redis Streams", Contest::redisStreams, true);
    }

    @Override
    public List<Row> measure(Plan plan) {
        try (Contest begun = contest.get()) {
            List<Trip> trips = new ArrayList<>(
                    List.of(new Trip(Role.OURS, begun, begun.nodes()), new Trip(Role.RAW, begun, begun.plain())));
            if (!withRedisson) {
                return rows(plan, trips);
            }
            try (RedissonMaps redisson = new RedissonMaps(begun.uri())) {
                trips.add(new Trip(Role.PEER, begun, redisson));
                return rows(plan, trips);
            }
        }
    }

    private List<Row> rows(Plan plan, List<Trip> trips) {
        String[] notes = withRedisson ? new String[] {RAW, REDISSON} : new String[] {RAW};
        Outcome half = Turns.measure(plan, trips);
        List<Figure> late = trips.stream().flatMap(trip -> trip.late().stream()).toList();
        return List.of(
                half.row(name + ": p50", Unit.MILLIS, notes),
                new Outcome(late, half.notes()).row(name + ": p99", Unit.MILLIS, notes));
    }
}
