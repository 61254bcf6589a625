package io.reactivecache.architecture.planted.internal.filter;

import io.reactivecache.architecture.planted.internal.tier.PlantedTier;

public final class PlantedFilter {
    PlantedTier tier;
}
