package io.reactivecache.architecture.planted.config;

import io.reactivecache.architecture.planted.spi.PlantedPort;

public final class PlantedConfig {
    PlantedPort port;
}
