package io.reactivecache.architecture.planted.internal.tier;

import io.reactivecache.architecture.planted.internal.read.PlantedRead;

public final class PlantedTier {
    PlantedRead read;
}
