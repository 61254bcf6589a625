package io.reactivecache.samples.benchmarks.compare;

import io.reactivecache.KeyWrite;
import io.reactivecache.samples.benchmarks.compare.peer.RecordWriter;
import io.reactivecache.samples.benchmarks.compare.peer.RedissonClients;
import io.reactivecache.samples.benchmarks.write.SlowRecord;
import io.reactivecache.samples.benchmarks.write.Subject;
import io.reactivecache.samples.benchmarks.write.Way;
import io.reactivecache.test.server.RedisServer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redisson.api.RMapReactive;
import reactor.core.publisher.Mono;

/** Puts over a system of record with one connection, where a call takes a millisecond, however many writes it has. */
final class WriteBehind implements Scenario {

    private static final String DEFERRED = "DEFERRED";
    private static final String EVENTUAL = "EVENTUAL";

    @Override
    public String name() {
        return "write-behind";
    }

    @Override
    public List<Row> measure(Plan plan) {
        try (RedisServer server = RedisServer.builder().build();
                Puts deferred = ours(DEFERRED, Way.DEFERRED);
                Puts eventual = ours(EVENTUAL, Way.EVENTUAL);
                Puts raw = raw()) {
            server.start();
            try (Puts redisson = redisson(server.uri())) {
                Outcome all = Turns.measure(plan, List.of(deferred, raw, redisson, eventual));
                return List.of(
                        row(all.without(EVENTUAL), DEFERRED, "a journal of files, synced"),
                        row(all.without(DEFERRED), EVENTUAL, "the memory of this process"));
            }
        }
    }

    private Row row(Outcome outcome, String way, String kept) {
        return outcome.row(
                name() + ' ' + way,
                Unit.PER_SECOND,
                "a put that is answered is in " + kept,
                "raw: in the system of record, by a call for each put",
                "redisson: in Redis, not synced; and so is, a moment later, the queue of what is to be applied");
    }

    private static Puts ours(String name, Way way) {
        Subject subject = new Subject(way);
        return new Puts(
                name,
                Role.OURS,
                key -> subject.writes.put(key, Puts.VALUE),
                subject.cache.get(0L).filter(value -> subject.system.writes() > 0),
                subject.cache.flush().then(),
                subject::close);
    }

    private static Puts raw() {
        SlowRecord system = new SlowRecord(Subject.CALL);
        return new Puts(
                "system of record",
                Role.RAW,
                key -> Mono.defer(() ->
                        system.writeAll(List.of(new KeyWrite<>(key, Optional.of(Puts.VALUE), UUID.randomUUID())))),
                Mono.fromSupplier(() -> Puts.VALUE).filter(value -> system.writes() > 0),
                Mono.empty(),
                system::dispose);
    }

    private static Puts redisson(String uri) {
        SlowRecord system = new SlowRecord(Subject.CALL);
        RecordWriter writer = new RecordWriter(system);
        RedissonClients clients = new RedissonClients(uri);
        RMapReactive<Long, String> map = clients.writeBehindMap("written", writer);
        return new Puts(
                "redisson map",
                Role.PEER,
                key -> map.fastPut(key, Puts.VALUE),
                map.get(0L).filter(value -> system.writes() > 0),
                writer.applied(map),
                () -> {
                    clients.close();
                    system.dispose();
                });
    }
}
