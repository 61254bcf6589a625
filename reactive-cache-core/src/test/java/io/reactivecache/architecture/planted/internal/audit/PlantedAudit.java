package io.reactivecache.architecture.planted.internal.audit;

import io.reactivecache.architecture.planted.internal.coherence.PlantedFollower;

public final class PlantedAudit {
    PlantedFollower follower;
}
