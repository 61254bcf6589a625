package io.reactivecache.redis;

import static io.reactivecache.spi.CacheMeter.REMOTE_FAILURE;

import io.reactivecache.config.CacheConfig;
import io.reactivecache.config.CacheConfigBuilder;
import io.reactivecache.internal.entry.Address;
import io.reactivecache.internal.entry.Counters;
import io.reactivecache.internal.entry.Entry;
import io.reactivecache.internal.entry.Lifetimes;
import io.reactivecache.internal.entry.Measures;
import io.reactivecache.internal.entry.PayloadFormat;
import io.reactivecache.internal.marker.Markers;
import io.reactivecache.internal.run.Steps;
import io.reactivecache.internal.tier.Fences;
import io.reactivecache.internal.tier.RecentChanges;
import io.reactivecache.internal.tier.RemoteCalls;
import io.reactivecache.internal.tier.RemoteTier;
import io.reactivecache.spi.CacheObserver;
import io.reactivecache.spi.CallGuard;
import io.reactivecache.spi.Codec;
import io.reactivecache.spi.Compression;
import io.reactivecache.spi.Payload;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import reactor.core.scheduler.Schedulers;

/** A value as one codec and one compression store it, and a tier that reads whatever bytes are put in its place. */
final class StoredSubject<V> {

    /** The most bytes of a value. */
    static final int LIMIT = 1 << 16;

    private static final Address ADDRESS = new Address("key", Golden.STAMP.partition(), "cache:7:key");
    private static final CacheConfig CONFIG = new CacheConfigBuilder("cache").build();
    private static final InstantSource CLOCK = InstantSource.system();
    private static final EntryFormat FORMAT = new EntryFormat(Golden.GENERATION);

    private final V value;
    private final byte[] plain;
    private final Compression compression;
    private final Payload payload;
    private final Counters counters = new Counters();
    private final ByteStore store = new ByteStore(FORMAT, Golden.CREATED + 1_000);
    private final RemoteTier<V> tier;

    /** All of these compressions can be read; the first one is used, however much it saves. */
    StoredSubject(V value, Codec<V> codec, List<Compression> compressions) {
        this.value = value;
        this.plain = codec.encode(value);
        this.compression = compressions.get(0);
        byte[] bytes = compression.compress(plain);
        this.payload = new Payload(codec.id(), compression.id(), codec.schema(), codec.fingerprint(), bytes);
        this.tier = new RemoteTier<>(
                store,
                new PayloadFormat<>(codec, compressions, 0, LIMIT),
                RecentChanges.NONE,
                new Markers(1, false, counters),
                new Fences(1, CLOCK),
                CONFIG,
                CLOCK,
                new Lifetimes(CONFIG, CLOCK, () -> 0),
                new RemoteCalls(CallGuard.NONE, CONFIG.remote(), Schedulers.parallel()),
                counters,
                new Measures("stored", CacheObserver.NONE, Schedulers.parallel()),
                new Steps("fills", 1));
    }

    /** The bytes of the value. */
    byte[] bytes() {
        return sealed(payload.bytes());
    }

    /** Those of its payload. */
    byte[] payload() {
        return payload.bytes();
    }

    /** Those the codec wrote. */
    byte[] plain() {
        return plain;
    }

    /** An entry that is sound in all but its payload. */
    byte[] sealed(byte[] other) {
        Payload changed =
                new Payload(payload.codec(), payload.compression(), payload.schema(), payload.fingerprint(), other);
        return FORMAT.value(
                Golden.entry(Set.of("a", "b"), Optional.of("validator"), Optional.of(changed)), Golden.CREATED);
    }

    /** An entry that is sound in all but what the codec is to read. */
    byte[] compressed(byte[] other) {
        return sealed(compression.compress(other));
    }

    /** The value the tier makes of such bytes, if any: an absence is none. */
    Optional<V> read(byte[] bytes) {
        store.put(bytes);
        return tier.read(ADDRESS, Golden.STAMP, false)
                .block()
                .entry()
                .filter(entry -> !entry.isAbsent())
                .map(Entry::value);
    }

    /** True if a step of the tier failed with an exception: the store has none, so it was one of the format. */
    boolean hasFailed() {
        return counters.get(REMOTE_FAILURE) > 0;
    }

    /** True if this is the value. */
    boolean isExact(Object read) {
        return Objects.deepEquals(read, value);
    }

    @Override
    public String toString() {
        return "codec " + payload.codec() + ", compression " + payload.compression() + ", " + plain.length + " bytes";
    }
}
