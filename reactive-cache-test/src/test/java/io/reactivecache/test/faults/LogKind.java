package io.reactivecache.test.faults;

import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.nats.NatsJetStreamLog;
import io.reactivecache.nats.NatsLog;
import io.reactivecache.redis.RedisPositionCounter;
import io.reactivecache.redis.RedisPubSubLog;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.spi.InvalidationLog;
import java.time.Duration;

/** The logs that are tried, as a node makes them. */
enum LogKind {
    KAFKA(false) {
        @Override
        InvalidationLog log(RedisRemoteStore store, int port) {
            return KafkaInvalidationLog.builder()
                    .bootstrapServers("localhost:" + port)
                    .topic(NAME)
                    .partitions(PARTITIONS)
                    .build();
        }
    },
    REDIS_STREAMS(false) {
        @Override
        InvalidationLog log(RedisRemoteStore store, int port) {
            return RedisStreamLog.on(store).name(NAME).partitions(PARTITIONS).build();
        }
    },
    REDIS_PUB_SUB(true) {
        @Override
        InvalidationLog log(RedisRemoteStore store, int port) {
            return RedisPubSubLog.on(store)
                    .name(NAME)
                    .partitions(PARTITIONS)
                    .probeInterval(PROBE)
                    .probeTimeout(PROBE.multipliedBy(4))
                    .build();
        }
    },
    NATS(true) {
        @Override
        InvalidationLog log(RedisRemoteStore store, int port) {
            return NatsLog.builder()
                    .servers("nats://localhost:" + port)
                    .name(NAME)
                    .counter(RedisPositionCounter.on(store).build())
                    .probeInterval(PROBE)
                    .probeTimeout(PROBE.multipliedBy(4))
                    .build();
        }
    },
    NATS_JET_STREAM(false) {
        @Override
        InvalidationLog log(RedisRemoteStore store, int port) {
            return NatsJetStreamLog.builder()
                    .servers("nats://localhost:" + port)
                    .name(NAME)
                    .partitions(PARTITIONS)
                    .build();
        }
    };

    private static final String NAME = "faults";
    private static final int PARTITIONS = 4;
    private static final Duration PROBE = Duration.ofMillis(250);

    private final boolean lossy;

    LogKind(boolean lossy) {
        this.lossy = lossy;
    }

    /** Makes the log of a node. */
    abstract InvalidationLog log(RedisRemoteStore store, int port);

    /** Whether it keeps nothing for nodes that were cut off. */
    boolean isLossy() {
        return lossy;
    }

    boolean isInNats() {
        return this == NATS || this == NATS_JET_STREAM;
    }
}
