package io.reactivecache.architecture.planted.guava;

import io.reactivecache.architecture.planted.internal.tier.PlantedTier;
import io.reactivecache.architecture.planted.redis.PlantedRedis;

public final class PlantedGuava {
    PlantedTier tier;
    PlantedRedis other;
}
