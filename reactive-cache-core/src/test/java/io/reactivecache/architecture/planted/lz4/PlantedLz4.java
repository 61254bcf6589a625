package io.reactivecache.architecture.planted.lz4;

import io.reactivecache.architecture.planted.internal.tier.PlantedTier;
import io.reactivecache.architecture.planted.msgpack.PlantedMessagePack;

public final class PlantedLz4 {
    PlantedTier tier;
    PlantedMessagePack other;
}
