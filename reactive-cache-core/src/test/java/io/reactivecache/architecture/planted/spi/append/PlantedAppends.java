package io.reactivecache.architecture.planted.spi.append;

import io.reactivecache.architecture.planted.internal.run.PlantedStep;

public final class PlantedAppends {
    PlantedStep step;
}
