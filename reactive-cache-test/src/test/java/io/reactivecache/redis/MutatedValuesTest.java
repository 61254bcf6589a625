package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.reactivecache.jackson.CborCodec;
import io.reactivecache.jackson.JsonCodec;
import io.reactivecache.jackson.SmileCodec;
import io.reactivecache.lz4.Lz4Compression;
import io.reactivecache.msgpack.MessagePackCodec;
import io.reactivecache.spi.Codec;
import io.reactivecache.spi.Codecs;
import io.reactivecache.spi.Compression;
import io.reactivecache.spi.Compressions;
import io.reactivecache.test.codec.Order;
import io.reactivecache.test.contract.Mutations;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A million random and changed values of the remote tier, in a heap of 256 MiB: without a checksum that fits each is the
 * exact value or a miss; with one, as only somebody who means it can write, it comes to a value or a miss, and to nothing
 * else, in bounded memory. {@code -Dmutations.seed} plays another million.
 */
@Tag("small-heap")
class MutatedValuesTest {

    private static final long SEED = Long.getLong("mutations.seed", 20_261_120);
    private static final int ROUNDS = 1_000_000;

    /** What reading a value may allocate, with all that is thrown and caught meanwhile. */
    private static final long MOST_ALLOCATED = 2 << 20;

    /** So many rounds load the classes that are needed. */
    private static final int FIRST_ROUNDS = 1_000;

    /** What may be under a key besides a value. */
    private static final List<byte[]> OTHERS = Stream.of("v1-closed", "v1-contended", "v1-tombstone", "v1-absence")
            .map(Golden::bytes)
            .toList();

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Mutations mutations = new Mutations(SEED);
    private final List<StoredSubject<?>> subjects = new ArrayList<>();

    /** How the bytes of a value come to be changed. */
    private enum Way {
        ANY_BYTES,
        SEALED_BYTES,
        PAYLOAD,
        PLAIN,
        NO_VALUE,
        RANDOM
    }

    MutatedValuesTest() {
        List<Codec<Order>> codecs = List.of(
                JsonCodec.of(Order.class),
                SmileCodec.of(Order.class),
                CborCodec.of(Order.class),
                MessagePackCodec.of(1, Order::write, Order::read));
        codecs.forEach(codec -> Order.some().forEach(order -> add(order, codec)));
        add(List.of(1, "a", List.of(List.of())), JsonCodec.of(Object.class));
        add(List.of(1, "a", List.of(List.of())), SmileCodec.of(Object.class));
        add(List.of(1, "a", List.of(List.of())), CborCodec.of(Object.class));
        add("one two three ".repeat(20), Codecs.strings());
        add(new byte[300], Codecs.bytes());
    }

    private <V> void add(V value, Codec<V> codec) {
        Compression lz4 = Lz4Compression.create();
        Compression gzip = Compressions.gzip();
        subjects.add(new StoredSubject<>(value, codec, List.of(Compression.NONE, lz4, gzip)));
        subjects.add(new StoredSubject<>(value, codec, List.of(lz4, gzip)));
        subjects.add(new StoredSubject<>(value, codec, List.of(gzip, lz4)));
    }

    @Test
    void soundBytesAreTheExactValue() {
        assertThat(subjects)
                .allSatisfy(subject -> assertThat(subject.read(subject.bytes()))
                        .hasValueSatisfying(
                                value -> assertThat(subject.isExact(value)).isTrue()));
    }

    @Test
    void aMillionChangedValuesAreTheExactValueOrAMiss() {
        for (int round = 0; round < ROUNDS; round++) {
            StoredSubject<?> subject = mutations.any(subjects);
            Way way = mutations.any(List.of(Way.values()));
            byte[] bytes = changed(subject, way);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            Optional<?> read = subject.read(bytes);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            boolean bounded = allocated <= MOST_ALLOCATED || round < FIRST_ROUNDS;
            if (subject.hasFailed() || !bounded || !isRight(subject, way, bytes, read)) {
                throw new AssertionError("seed %d, round %d: %s, %s: failed %s, allocated %d, read %s"
                        .formatted(SEED, round, subject, way, subject.hasFailed(), allocated, read.isPresent()));
            }
        }
    }

    private byte[] changed(StoredSubject<?> subject, Way way) {
        StoredSubject<?> other = mutations.any(subjects);
        return switch (way) {
            case ANY_BYTES -> mutations.of(subject.bytes(), other.bytes());
            case SEALED_BYTES -> sealed(mutations.of(subject.bytes(), other.bytes()));
            case PAYLOAD -> subject.sealed(mutations.of(subject.payload(), other.payload()));
            case PLAIN -> subject.compressed(mutations.of(subject.plain(), other.plain()));
            case NO_VALUE -> mutations.of(mutations.any(OTHERS), subject.bytes());
            case RANDOM -> mutations.random(400);
        };
    }

    private static byte[] sealed(byte[] bytes) {
        return bytes.length < Integer.BYTES ? bytes : Golden.sealed(bytes);
    }

    /** A change may come to the bytes as they were, or to those of another value of the same codec. */
    private boolean isRight(StoredSubject<?> subject, Way way, byte[] bytes, Optional<?> read) {
        if (Arrays.equals(bytes, subject.bytes())) {
            return read.isPresent() && subject.isExact(read.get());
        }
        boolean mayBeAnything = way == Way.SEALED_BYTES || way == Way.PAYLOAD || way == Way.PLAIN;
        return read.isEmpty()
                || mayBeAnything
                || subjects.stream()
                        .anyMatch(whole -> Arrays.equals(bytes, whole.bytes()) && whole.isExact(read.get()));
    }
}
