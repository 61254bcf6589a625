package io.reactivecache.architecture.planted;

import io.reactivecache.architecture.planted.builder.PlantedBuilder;

public final class PlantedRoot {
    PlantedBuilder builder;
}
