package io.reactivecache.architecture.planted.msgpack;

import io.reactivecache.architecture.planted.internal.tier.PlantedTier;
import io.reactivecache.architecture.planted.lz4.PlantedLz4;

public final class PlantedMessagePack {
    PlantedTier tier;
    PlantedLz4 other;
}
