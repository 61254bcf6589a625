package io.reactivecache.guava;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import io.reactivecache.config.Problems;
import io.reactivecache.spi.KeyFilter;
import java.util.Collection;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * A key filter in this process: a Bloom filter of {@code −n·ln p / (ln 2)²} bits for {@code n} expected keys and a
 * false-positive rate of {@code p}, 1.2 MB for a million keys at 1 %. With more keys than expected it answers "might contain"
 * more often; it never forgets one.
 *
 * <p>No method waits or takes a lock. While it is being cleared the old bits and the new ones exist side by side.
 */
public final class BloomKeyFilter implements KeyFilter {

    private final long expectedKeys;
    private final double falsePositiveRate;
    private volatile BloomFilter<CharSequence> keys;

    private BloomKeyFilter(long expectedKeys, double falsePositiveRate) {
        this.expectedKeys = expectedKeys;
        this.falsePositiveRate = falsePositiveRate;
        this.keys = empty();
    }

    /**
     * An empty filter.
     *
     * @param expectedKeys how many keys it will hold, 1 to 1,000,000,000
     * @param falsePositiveRate the part of the absent keys it takes for present once it holds as many, 0.000001 to 0.5
     * @throws io.reactivecache.InvalidConfigException if one of them is out of range
     */
    public static BloomKeyFilter of(long expectedKeys, double falsePositiveRate) {
        Problems problems = new Problems();
        problems.within("expectedKeys", expectedKeys, 1, 1_000_000_000);
        problems.within("falsePositiveRate", falsePositiveRate, 0.000_001, 0.5);
        problems.throwIfAny();
        return new BloomKeyFilter(expectedKeys, falsePositiveRate);
    }

    @Override
    public Mono<Boolean> mightContain(String key) {
        Objects.requireNonNull(key, "key");
        return Mono.fromSupplier(() -> keys.mightContain(key));
    }

    @Override
    public Mono<Void> add(Collection<String> added) {
        Objects.requireNonNull(added, "added");
        return Mono.fromRunnable(() -> {
            BloomFilter<CharSequence> now = keys;
            added.forEach(now::put);
        });
    }

    @Override
    public Mono<Void> clear() {
        return Mono.fromRunnable(() -> keys = empty());
    }

    /** The part of the absent keys it takes for present now, 0 to 1, estimated. Reads all bits. */
    public double expectedFpp() {
        return keys.expectedFpp();
    }

    /** How many keys it holds, estimated. Reads all bits. */
    public long approximateCount() {
        return keys.approximateElementCount();
    }

    private BloomFilter<CharSequence> empty() {
        return BloomFilter.create(Funnels.unencodedCharsFunnel(), expectedKeys, falsePositiveRate);
    }
}
