package io.reactivecache.architecture.planted.internal.read;

import io.reactivecache.architecture.planted.internal.write.PlantedWrite;

public final class PlantedRead {
    PlantedWrite write;
}
