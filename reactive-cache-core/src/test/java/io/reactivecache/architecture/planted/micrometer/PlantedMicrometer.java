package io.reactivecache.architecture.planted.micrometer;

import io.reactivecache.architecture.planted.internal.tier.PlantedTier;
import io.reactivecache.architecture.planted.redis.PlantedRedis;

public final class PlantedMicrometer {
    PlantedTier tier;
    PlantedRedis other;
}
