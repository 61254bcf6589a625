package io.reactivecache.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyPartitionsTest {

    /** What is in a topic was put there by this hash, so it can never be another. */
    @Test
    void aKeyIsInTheSamePartitionForEver() {
        assertThat(of("", 16)).isEqualTo(9);
        assertThat(of("orders:1", 16)).isEqualTo(10);
        assertThat(of("\u00e9", 16)).isEqualTo(7);
        assertThat(of("orders:1", 10_000)).isEqualTo(6762);
    }

    private static int of(String key, int partitions) {
        return new KeyPartitions(partitions).of(KeyPartitions.bytes(key));
    }
}
