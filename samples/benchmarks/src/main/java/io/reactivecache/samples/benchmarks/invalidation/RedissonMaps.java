package io.reactivecache.samples.benchmarks.invalidation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RLocalCachedMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.listener.LocalCacheInvalidateListener;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.api.options.LocalCachedMapOptions.SyncStrategy;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/**
 * Redisson's maps with a local copy, of five clients of one Redis. A change is the removal by the first of them of a key
 * whose entry all of them hold: the first forgets its entry before it sends anything, the others when they are told.
 */
public final class RedissonMaps implements Contender {

    private static final String NAME = "redisson";

    private final List<RedissonClient> clients;
    private final List<RLocalCachedMap<String, String>> maps;
    private final ArrivalWatch watch = new ArrivalWatch(1);
    private final List<InOrder> readers = IntStream.range(0, READERS)
            .mapToObj(reader -> new InOrder(reader, watch))
            .toList();
    private volatile long first;
    private long next;

    /** Connects. */
    public RedissonMaps(String uri) {
        clients = IntStream.range(0, READERS).mapToObj(reader -> client(uri)).toList();
        maps = IntStream.range(0, READERS).mapToObj(this::map).toList();
    }

    private static RedissonClient client(String uri) {
        Config config = new Config();
        config.useSingleServer().setAddress(uri);
        return Redisson.create(config);
    }

    private RLocalCachedMap<String, String> map(int reader) {
        RLocalCachedMap<String, String> map = clients.get(reader)
                .getLocalCachedMap(LocalCachedMapOptions.<String, String>name(NAME)
                        .codec(StringCodec.INSTANCE)
                        .cacheSize(0)
                        .syncStrategy(SyncStrategy.INVALIDATE));
        LocalCacheInvalidateListener<String, String> listener = (key, value) -> evicted(reader, value);
        map.addListener(listener);
        return map;
    }

    /** Each value is its key, which the listener is not told. It hears of entries that come, too, without a value. */
    private void evicted(int reader, @Nullable String value) {
        if (value != null) {
            readers.get(reader).arrived(Math.toIntExact(Long.parseLong(value) - first));
        }
    }

    @Override
    public String name() {
        return "redisson local map";
    }

    @Override
    public Arrivals prepare(int changes) {
        first = next;
        next += changes;
        Map<String, String> entries = LongStream.range(first, next)
                .mapToObj(Long::toString)
                .collect(Collectors.toMap(key -> key, key -> key));
        clients.get(0).<String, String>getMap(NAME, StringCodec.INSTANCE).putAll(entries); // tells nobody
        maps.forEach(map -> fill(map, entries.keySet()));
        readers.forEach(reader -> reader.begin(changes));
        return watch.begin();
    }

    private static void fill(RLocalCachedMap<String, String> map, Set<String> keys) {
        map.getAll(keys);
        if (!map.getCachedMap().keySet().containsAll(keys)) {
            throw new IllegalStateException("a client has not all entries");
        }
    }

    @Override
    public void change(int number, Receipts receipts) {
        readers.get(0).arrived(number);
        maps.get(0).fastRemoveAsync(Long.toString(first + number)).whenComplete((removed, failure) -> {
            if (failure == null) {
                receipts.acknowledged(number, 0, number);
            } else {
                receipts.failed(failure);
            }
        });
    }

    @Override
    public long left(int changes) {
        return maps.stream().mapToLong(map -> map.getCachedMap().size()).sum();
    }

    @Override
    public void close() {
        clients.forEach(RedissonClient::shutdown);
    }
}
