package io.reactivecache.architecture.planted.resilience4j;

import io.reactivecache.architecture.planted.internal.tier.PlantedTier;
import io.reactivecache.architecture.planted.redis.PlantedRedis;

public final class PlantedResilience4j {
    PlantedTier tier;
    PlantedRedis other;
}
