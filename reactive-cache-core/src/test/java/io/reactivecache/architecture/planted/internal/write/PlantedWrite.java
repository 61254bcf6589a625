package io.reactivecache.architecture.planted.internal.write;

import io.reactivecache.architecture.planted.internal.coherence.PlantedFollower;

public final class PlantedWrite {
    PlantedFollower follower;
}
