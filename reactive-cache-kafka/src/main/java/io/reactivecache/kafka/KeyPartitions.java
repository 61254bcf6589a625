package io.reactivecache.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/**
 * Which partition the entries of a key are in: the murmur2 hash (seed 0x9747b28c) of the key's UTF-8 bytes without its sign
 * bit, modulo the number of partitions. So does Kafka's own partitioner, for a topic of as many.
 */
final class KeyPartitions {

    private final int count;

    KeyPartitions(int count) {
        this.count = count;
    }

    static byte[] bytes(String key) {
        return key.getBytes(UTF_8);
    }

    int of(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % count;
    }
}
