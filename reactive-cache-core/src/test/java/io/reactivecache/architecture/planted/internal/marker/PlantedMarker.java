package io.reactivecache.architecture.planted.internal.marker;

import io.reactivecache.architecture.planted.internal.tier.PlantedTier;

public final class PlantedMarker {
    PlantedTier tier;
}
