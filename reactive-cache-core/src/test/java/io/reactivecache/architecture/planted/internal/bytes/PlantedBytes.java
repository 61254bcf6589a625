package io.reactivecache.architecture.planted.internal.bytes;

import io.reactivecache.architecture.planted.spi.PlantedPort;

public final class PlantedBytes {
    PlantedPort port;
}
