package io.reactivecache.architecture.planted.builder;

import io.reactivecache.architecture.planted.PlantedRoot;

public final class PlantedBuilder {
    PlantedRoot root;
}
