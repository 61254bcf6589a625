package io.reactivecache.architecture.planted.jackson;

import io.reactivecache.architecture.planted.internal.tier.PlantedTier;
import io.reactivecache.architecture.planted.micrometer.PlantedMicrometer;

public final class PlantedJackson {
    PlantedTier tier;
    PlantedMicrometer other;
}
