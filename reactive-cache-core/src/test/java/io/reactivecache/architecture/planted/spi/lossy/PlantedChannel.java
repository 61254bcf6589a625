package io.reactivecache.architecture.planted.spi.lossy;

import io.reactivecache.architecture.planted.internal.run.PlantedStep;

public final class PlantedChannel {
    PlantedStep step;
}
