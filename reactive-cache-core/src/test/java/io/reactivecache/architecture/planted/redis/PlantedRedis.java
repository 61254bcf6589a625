package io.reactivecache.architecture.planted.redis;

import io.reactivecache.architecture.planted.internal.tier.PlantedTier;
import io.reactivecache.architecture.planted.jackson.PlantedJackson;

public final class PlantedRedis {
    PlantedTier tier;
    PlantedJackson other;
}
