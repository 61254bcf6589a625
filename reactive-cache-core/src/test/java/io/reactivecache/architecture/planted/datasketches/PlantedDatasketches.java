package io.reactivecache.architecture.planted.datasketches;

import io.reactivecache.architecture.planted.internal.tier.PlantedTier;
import io.reactivecache.architecture.planted.redis.PlantedRedis;

public final class PlantedDatasketches {
    PlantedTier tier;
    PlantedRedis other;
}
