package io.reactivecache.architecture.planted.journal;

import io.reactivecache.architecture.planted.internal.tier.PlantedTier;
import io.reactivecache.architecture.planted.redis.PlantedRedis;

public final class PlantedFiles {
    PlantedTier tier;
    PlantedRedis other;
}
