package io.reactivecache.architecture.planted.operator;

import io.reactivecache.architecture.planted.config.PlantedConfig;

public final class PlantedOperator {
    PlantedConfig config;
}
