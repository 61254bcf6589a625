package io.reactivecache.architecture.planted.spi;

import com.github.benmanes.caffeine.cache.Cache;
import com.google.common.hash.BloomFilter;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
import io.reactivecache.architecture.planted.internal.run.PlantedStep;
import net.jpountz.lz4.LZ4Compressor;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.msgpack.core.MessagePacker;
import tools.jackson.databind.json.JsonMapper;

public final class PlantedPort {
    PlantedStep step;
    Cache<String, String> cache;
    RedisClient client;
    Connection connection;
    MeterRegistry registry;
    JsonMapper mapper;
    CircuitBreaker breaker;
    MessagePacker packer;
    LZ4Compressor compressor;
    BloomFilter<String> filter;
    ItemsSketch<String> sketch;
}
