package io.reactivecache.architecture.planted.internal.run;

import io.reactivecache.architecture.planted.internal.entry.PlantedEntry;

public final class PlantedStep {
    PlantedEntry entry;
}
