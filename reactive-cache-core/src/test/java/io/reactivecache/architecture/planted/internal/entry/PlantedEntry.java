package io.reactivecache.architecture.planted.internal.entry;

import io.reactivecache.architecture.planted.internal.tier.PlantedTier;

public final class PlantedEntry {
    PlantedTier tier;
}
