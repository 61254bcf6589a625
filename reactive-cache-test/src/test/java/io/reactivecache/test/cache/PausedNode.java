package io.reactivecache.test.cache;

import io.reactivecache.Lookup;
import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.redis.RedisRemoteStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A node in a JVM of its own, which can be stopped as a machine can. It is told keys on its standard input and answers with
 * what it found, a line each; a line says as well that a key was read from the system of record, before the load ends.
 */
final class PausedNode {

    private static final Duration LOAD = Duration.ofMillis(300);

    private PausedNode() {}

    /**
     * Runs until its input ends.
     *
     * @param args Redis, Kafka, the name of cache and topic, the longest load in milliseconds, and the directory whose
     *     files are the system of record
     */
    public static void main(String[] args) throws IOException {
        RedisRemoteStore store = RedisRemoteStore.create(args[0]);
        KafkaInvalidationLog log = KafkaInvalidationLog.builder()
                .bootstrapServers(args[1])
                .topic(args[2])
                .build();
        ReactiveCache<String, String> cache = ReactiveCaches.builder(args[2])
                .keys(String.class)
                .values(String.class)
                .loader(key -> load(Path.of(args[4]), key))
                .flight(flight -> flight.maxLoadTime(Duration.ofMillis(Long.parseLong(args[3]))))
                .remote(store)
                .log(log)
                .build();
        cache.ready().block();
        store.available().filter(Boolean::booleanValue).blockFirst();
        say("ready");
        serve(cache);
        System.exit(0);
    }

    private static void serve(ReactiveCache<String, String> cache) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String key = input.readLine(); key != null; key = input.readLine()) {
            String asked = key;
            cache.lookup(asked)
                    .map(Lookup::value)
                    .onErrorResume(failure -> Mono.just(failure.getClass().getSimpleName()))
                    .subscribe(value -> say("answered " + asked + " " + value));
        }
    }

    private static Mono<String> load(Path rows, String key) {
        return Mono.fromCallable(() -> Files.readString(rows.resolve(key)))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(value -> say("read " + key + " " + value))
                .delayElement(LOAD);
    }

    private static synchronized void say(String line) {
        System.out.println(line);
    }
}
