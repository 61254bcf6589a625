package io.reactivecache.architecture.planted.nats;

import io.reactivecache.architecture.planted.internal.tier.PlantedTier;
import io.reactivecache.architecture.planted.redis.PlantedRedis;

public final class PlantedNats {
    PlantedTier tier;
    PlantedRedis other;
}
